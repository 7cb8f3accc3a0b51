using Assistant.Bot;
using Assistant.Bot.Adapters.Storage;
using Assistant.Channels.CitizenPage;
using Assistant.Channels.DirectLine;
using Assistant.Host;
using Assistant.Knowledge;
using Assistant.Retrieval;

try
{
    // Settings lie beside the program; content, page and data are found from the working folder.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.AddHostLogging();
    builder.BindOptions();
    using var data = DataFolder.Hold(builder.Configuration);

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
    app.Services.LearnFromContent();
    await app.Services.GetRequiredService<KnowledgeBase>().ReloadAsync(CancellationToken.None);
    // Reading and learning leave a hundred megabytes behind, which a quiet host would hold on to for days.
    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    app.UseUnexpectedFailureAnswer();
    app.UseCors();
    app.MapCitizenPage();
    app.MapDirectLine();
    app.MapHealth();
    app.AnnounceAddress(data);

    // Not Run: it takes a host apart whose start failed, and everything in it complains to the log before our sentence is said.
    await app.StartAsync();
    await app.WaitForShutdownAsync();
    await app.DisposeAsync();
    return 0;
}
catch (Exception failure) when (StartRefusal.Of(failure) is { } sentence)
{
    return StartRefusal.Say(sentence);
}
