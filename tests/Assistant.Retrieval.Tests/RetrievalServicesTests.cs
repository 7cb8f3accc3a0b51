using Assistant.Retrieval.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Assistant.Retrieval.Tests;

public sealed class RetrievalServicesTests
{
    [Fact]
    public void The_index_is_there_with_its_defaults()
    {
        using var services = new ServiceCollection().AddRetrieval().AddRetrieval().BuildServiceProvider();

        services.GetServices<IPassageIndex>().ShouldHaveSingleItem().ShouldBeOfType<SqlitePassageIndex>();
    }

    [Theory]
    [InlineData("Folder", "")]
    [InlineData("Saturation", "0")]
    [InlineData("Candidates", "100000")]
    public void Wrong_settings_stop_the_start(string name, string value)
    {
        var services = new ServiceCollection().AddRetrieval();
        services.AddOptions<RetrievalOptions>().Bind(
            new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(name, (string?)value)]).Build());
        using var provider = services.BuildServiceProvider();

        var failure = Should.Throw<OptionsValidationException>(() => provider.GetRequiredService<IPassageIndex>());

        failure.Message.ShouldContain(name);
    }
}
