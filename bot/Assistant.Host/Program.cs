using Assistant.Bot;
using Assistant.Bot.Adapters.Storage;
using Assistant.Channels.CitizenPage;
using Assistant.Channels.DirectLine;
using Assistant.Host;
using Assistant.Knowledge;
using Assistant.Retrieval;

// Settings lie beside the program; content, page and data are found from the working folder.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddHostLogging();
builder.BindOptions();

builder.Services
    .AddRetrieval()
    .AddKnowledge()
    .AddContentWatch()
    .AddBot()
    .AddSqliteStorage()
    .AddConversations()
    .AddDirectLine()
    .AddCitizenPage()
    .AddHostHealth()
    .AddKeys();

var app = builder.Build();
await app.Services.GetRequiredService<KnowledgeBase>().ReloadAsync(CancellationToken.None);
app.Services.LearnFromContent();

app.UseUnexpectedFailureAnswer();
app.UseCors();
app.MapCitizenPage();
app.MapDirectLine();
app.MapHealth();
app.AnnounceAddress();
app.Run();
