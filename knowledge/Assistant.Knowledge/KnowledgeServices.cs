using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Assistant.Knowledge;

/// <summary>Door of the knowledge room.</summary>
public static class KnowledgeServices
{
    /// <summary>Adds the content and its checks. Load it with <see cref="KnowledgeBase.ReloadAsync"/> before the first turn.</summary>
    public static IServiceCollection AddKnowledge(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<KnowledgeOptions>, ValidateKnowledgeOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<KnowledgeBase>();
        return services;
    }

    /// <summary>Adds publishing of edited content without a restart; for the host.</summary>
    public static IServiceCollection AddContentWatch(this IServiceCollection services) => services.AddHostedService<ContentWatch>();
}
