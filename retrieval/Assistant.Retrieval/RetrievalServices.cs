using Assistant.Retrieval.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Assistant.Retrieval;

public static class RetrievalServices
{
    /// <summary>The passage index in SQLite files. The host binds <see cref="RetrievalOptions"/>.</summary>
    public static IServiceCollection AddRetrieval(this IServiceCollection services)
    {
        services.AddOptions();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RetrievalOptions>, ValidateRetrievalOptions>());
        services.TryAddSingleton<IPassageIndex, SqlitePassageIndex>();
        return services;
    }
}
