using Assistant.Bot.Adapters.Storage;
using Assistant.Bot.Complaints;
using Assistant.Bot.Dialogue;
using Assistant.Bot.Turns;
using Assistant.Channels.CitizenPage;
using Assistant.Channels.DirectLine;
using Assistant.Knowledge;
using Assistant.Retrieval;

namespace Assistant.Host;

/// <summary>Section names of every module. The host owns them; a wrong value stops the start with a sentence.</summary>
internal static class HostOptions
{
    public static void BindOptions(this WebApplicationBuilder builder)
    {
        // One setting moves everything that is written: index, conversations, uploads, keys.
        var data = DataFolder.Of(builder.Configuration);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Knowledge:DataFolder"] = builder.Configuration["Knowledge:DataFolder"] ?? data,
            ["Retrieval:Folder"] = builder.Configuration["Retrieval:Folder"] ?? Path.Combine(data, "index"),
            ["Storage:Sqlite:Folder"] = builder.Configuration["Storage:Sqlite:Folder"] ?? data,
            ["DirectLine:UploadFolder"] = builder.Configuration["DirectLine:UploadFolder"] ?? Path.Combine(data, "uploads"),
        });

        Bind<TurnOptions>(builder, "Turn");
        Bind<DialogueOptions>(builder, "Dialogue");
        Bind<ComplaintOptions>(builder, "Complaints");
        Bind<KnowledgeOptions>(builder, "Knowledge");
        Bind<RetrievalOptions>(builder, "Retrieval");
        Bind<SqliteStorageOptions>(builder, "Storage:Sqlite");
        Bind<DirectLineOptions>(builder, "DirectLine");
        Bind<CitizenPageOptions>(builder, "CitizenPage");
    }

    static void Bind<T>(WebApplicationBuilder builder, string section) where T : class =>
        builder.Services.AddOptions<T>().BindConfiguration(section).ValidateOnStart();
}
