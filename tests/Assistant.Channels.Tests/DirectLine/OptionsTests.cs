using Assistant.Channels.DirectLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.Tests.DirectLine;

public sealed class OptionsTests
{
    [Fact]
    public void The_defaults_hold()
    {
        Bind().TokenLifetime.ShouldBe(TimeSpan.FromMinutes(30));
    }

    [Fact]
    public void A_configuration_is_read()
    {
        var options = Bind(("PublicBase", "https://zs.cq.gov.cn"), ("KeepAlive", "00:00:20"), ("AllowedOrigins:0", "https://www.cq.gov.cn"));

        options.KeepAlive.ShouldBe(TimeSpan.FromSeconds(20));
        options.AllowedOrigins.ShouldBe(["https://www.cq.gov.cn"]);
    }

    [Theory]
    [InlineData("Secret", "short")]
    [InlineData("PublicBase", "ftp://zs.cq.gov.cn")]
    [InlineData("PublicBase", "zs.cq.gov.cn")]
    [InlineData("TokenLifetime", "00:05:00")]
    [InlineData("StreamTokenLifetime", "01:00:00")]
    [InlineData("UploadTypes", "png,exe")]
    [InlineData("MessagesPerMinute", "0")]
    [InlineData("MaxUploadBytesPerConversation", "0")]
    [InlineData("MaxUploadBytesTotal", "10")]
    [InlineData("UploadFreeSpaceFloor", "-1")]
    [InlineData("MaxActivityBytes", "10000000")]
    public void A_wrong_configuration_is_refused(string name, string value) =>
        Should.Throw<OptionsValidationException>(() => Bind((name, value))).Message.ShouldContain(name);

    static DirectLineOptions Bind(params (string Name, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("DirectLine:" + setting.Name, setting.Value)))
            .Build();
        var services = new ServiceCollection().AddDirectLine();
        services.AddOptions<DirectLineOptions>().Bind(configuration.GetSection("DirectLine"));
        return services.BuildServiceProvider().GetRequiredService<IOptions<DirectLineOptions>>().Value;
    }
}
