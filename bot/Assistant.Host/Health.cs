using Assistant.Bot;
using Assistant.Bot.Conversations;
using Assistant.Knowledge;
using Assistant.Retrieval;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Assistant.Host;

/// <summary>What an operator asks the process: is it alive, can it answer; and the keys that must outlive it.</summary>
internal static partial class Health
{
    static readonly TimeSpan Slowest = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddHostHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<AnswersCheck>("answers", timeout: Slowest)
            .AddCheck<ConversationsCheck>("conversations", timeout: Slowest);
        return services;
    }

    /// <summary>Token keys live beside the data: a restart must not turn citizens away.</summary>
    public static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("assistant");
        services.AddOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>().Configure<IConfiguration, ILoggerFactory>((keys, configuration, logging) =>
            keys.XmlRepository = new Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository(
                DataFolder.CreateClosed(Path.Combine(DataFolder.Of(configuration), "keys")), logging));
        return services;
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        // Degraded is an index that does not match the content: questions would be answered from another day's facts.
        app.MapHealthChecks("/health/ready", new() { ResultStatusCodes = { [HealthStatus.Degraded] = StatusCodes.Status503ServiceUnavailable } });
    }

    /// <summary>The last net: whatever no room named ends as an error body without a stack trace.</summary>
    public static void UseUnexpectedFailureAnswer(this WebApplication app) =>
        app.UseExceptionHandler(handler => handler.Run(async http =>
        {
            var malformed = http.Features.Get<IExceptionHandlerFeature>()?.Error is BadHttpRequestException;
            http.Response.StatusCode = malformed ? StatusCodes.Status400BadRequest : StatusCodes.Status503ServiceUnavailable;
            await http.Response.WriteAsJsonAsync(new { error = new { code = malformed ? "BadArgument" : "ServiceError", message = "请稍后再试。" } });
        }));

    public static void AnnounceAddress(this WebApplication app, DataFolder data) =>
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            if (data.IsOpenToOthers) Log.OpenToOthers(app.Logger, data.Path);
            Log.Ready(app.Logger, string.Join(" ", app.Urls));
        });

    sealed class AnswersCheck(KnowledgeBase knowledge, IPassageIndex index) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
        {
            if (!knowledge.IsLoaded) return HealthCheckResult.Unhealthy("no content is live");
            var version = await index.GetVersionAsync(cancellationToken);
            return version == ContentPassages.IndexVersion(knowledge.Current)
                ? HealthCheckResult.Healthy(version)
                : HealthCheckResult.Degraded($"content {knowledge.Current.Version}, index {version}");
        }
    }

    sealed class ConversationsCheck(IConversationStore store) : IHealthCheck
    {
        const string NobodysId = "health-check";

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
        {
            try
            {
                await store.FindAsync(NobodysId, cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (ServiceUnavailableException failure)
            {
                return HealthCheckResult.Unhealthy("conversations cannot be read", failure);
            }
        }
    }

    static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Ready on {Addresses}")]
        public static partial void Ready(ILogger logger, string addresses);

        [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Other accounts of this machine can enter {Folder}, where citizens' messages lie; close it: chmod 700 {Folder}")]
        public static partial void OpenToOthers(ILogger logger, string folder);
    }
}
