using Assistant.Bot.Adapters.Storage.Sqlite;
using Assistant.Bot.Conversations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Assistant.Bot.Adapters.Storage;

/// <summary>Door to the adapters that keep things on disk.</summary>
public static class AdapterServices
{
    /// <summary>Conversations in one SQLite file, on this machine; see <see cref="SqliteStorageOptions"/>.</summary>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services)
    {
        services.AddOptions<SqliteStorageOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqliteStorageOptions>, ValidateSqliteStorageOptions>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SqliteConversationStore>();
        services.TryAddSingleton<IConversationStore>(provider => provider.GetRequiredService<SqliteConversationStore>());
        return services;
    }
}
