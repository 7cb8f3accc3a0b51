using Assistant.Bot;
using Assistant.Bot.Conversations;
using Assistant.Bot.Turns;
using Assistant.Knowledge;
using Assistant.Retrieval;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Assistant.Tool;

/// <summary>The second composition root: the same bot as in the host, without a web server, conversations or log output.</summary>
internal sealed class ToolHost : IAsyncDisposable
{
    // Not the host's folder: a question asked here must not publish content or an index under a running host.
    const string OwnData = "artifacts/tool-data";

    readonly ServiceProvider services;

    ToolHost(ServiceProvider services) => this.services = services;

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>Composes and loads the content; throws <see cref="UsageException"/> with the problems when it cannot be used.</summary>
    public static async Task<ToolHost> StartAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var content = arguments.Optional("content") ?? "knowledge/content";
        var data = arguments.Optional("data") ?? OwnData;
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        collection.AddOptions<KnowledgeOptions>();
        collection.AddSingleton(Microsoft.Extensions.Options.Options.Create(new KnowledgeOptions { ContentFolder = content, DataFolder = data }));
        collection.AddSingleton(Microsoft.Extensions.Options.Options.Create(new RetrievalOptions { Folder = Path.Combine(data, "index"), Candidates = 80 }));
        collection.AddRetrieval().AddKnowledge().AddBot();
        var host = new ToolHost(collection.BuildServiceProvider());

        host.services.LearnFromContent();
        var problems = await host.Get<KnowledgeBase>().ReloadAsync(cancellationToken);
        if (problems.Count == 0) return host;
        await host.DisposeAsync();
        throw new UsageException($"the content cannot be used:\n{string.Join('\n', problems.Select(problem => "  " + problem))}");
    }

    public Task<TurnReply> AskAsync(string text, string? district, DateOnly? today, string channel, CancellationToken cancellationToken) =>
        AskAsync(text, district, today, channel, new ConversationMemory(), cancellationToken);

    /// <summary>One turn of a conversation with this memory; the reply holds the memory of the next.</summary>
    public async Task<TurnReply> AskAsync(string text, string? district, DateOnly? today, string channel, ConversationMemory memory, CancellationToken cancellationToken) =>
        await Get<CitizenTurn>().RunAsync(
            new CitizenMessage
            {
                ConversationId = "tool",
                TurnId = Guid.NewGuid().ToString("N"),
                Text = text,
                Channel = channel,
                District = district,
                Today = today,
            },
            memory,
            cancellationToken);

    public async ValueTask DisposeAsync() => await services.DisposeAsync();
}
