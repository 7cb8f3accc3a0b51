using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.DirectLine.Activities;
using Assistant.Channels.DirectLine.Streams;
using Assistant.Channels.DirectLine.Turns;
using Assistant.Channels.DirectLine.Uploads;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine;

/// <summary>Door to the web chat's channel.</summary>
public static class DirectLineServices
{
    internal const string CorsPolicy = "DirectLine";

    /// <summary>
    /// Needs an <c>IConversationStore</c> and a running <c>TurnDispatcher</c>. Tokens are sealed with Data Protection: where the host does
    /// not keep its keys, a restart turns every citizen away once.
    /// </summary>
    public static IServiceCollection AddDirectLine(this IServiceCollection services)
    {
        services.AddDataProtection();
        services.AddCors();
        services.AddOptions<DirectLineOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DirectLineOptions>, ValidateDirectLineOptions>());
        services.TryAddSingleton(TimeProvider.System);

        services.TryAddSingleton<ErrorTranslation>();
        services.TryAddSingleton<TokenSeal>();
        services.TryAddSingleton<Doorkeeper>();
        services.TryAddSingleton<TokenEndpoints>();
        services.TryAddSingleton<ConversationEndpoints>();
        services.TryAddSingleton<ActivityEndpoints>();
        services.TryAddSingleton<ActivityRenderer>();
        services.TryAddSingleton<UploadRoom>();
        services.TryAddSingleton<UploadIntake>();
        services.TryAddSingleton<StreamHub>();
        services.TryAddSingleton<StreamEndpoint>();
        services.TryAddSingleton<TurnsUnderWay>();
        services.TryAddSingleton<TurnDesk>();
        services.TryAddSingleton<MessageDesk>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, UnansweredPickup>());

        services.AddOptions<CorsOptions>().Configure<IOptions<DirectLineOptions>>(AllowOrigins);

        // The framework writes the whole address of each request at Information, and a stream's address holds its token.
        services.PostConfigure<LoggerFilterOptions>(filters => filters.Rules.Add(
            new LoggerFilterRule(null, "Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning, null)));
        return services;
    }

    static void AllowOrigins(CorsOptions cors, IOptions<DirectLineOptions> options)
    {
        if (options.Value.AllowedOrigins.Count == 0) return;
        cors.AddPolicy(CorsPolicy, policy => policy
            .WithOrigins([.. options.Value.AllowedOrigins])
            .WithMethods("GET", "POST")
            .WithHeaders("authorization", "content-type", "x-ms-bot-agent", "x-requested-with")
            // The client's question for a session goes with credentials.
            .AllowCredentials()
            .SetPreflightMaxAge(TimeSpan.FromHours(1)));
    }
}
