using System.Globalization;
using System.Threading.RateLimiting;
using Assistant.Bot.Complaints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.CitizenPage;

/// <summary>Door to the citizens' web page.</summary>
public static class CitizenPageServices
{
    internal const string ComplaintLimit = "complaints";

    public static IServiceCollection AddCitizenPage(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<CitizenPageOptions>, ValidateCitizenPageOptions>();
        services.AddResponseCompression(compression => compression.EnableForHttps = true); // public files only pass it; no secret shares a body with input
        services.AddRateLimiter(limiter =>
        {
            limiter.AddPolicy(ComplaintLimit, http => RateLimitPartition.GetFixedWindowLimiter(
                CallerNetwork.Of(http.Connection.RemoteIpAddress),
                _ => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = http.RequestServices.GetRequiredService<IOptions<ComplaintOptions>>().Value.PerMinutePerAddress,
                    Window = TimeSpan.FromMinutes(1),
                }));
            limiter.OnRejected = async (rejected, cancellationToken) =>
            {
                rejected.HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                rejected.HttpContext.Response.Headers.RetryAfter = 60.ToString(CultureInfo.InvariantCulture);
                await rejected.HttpContext.Response.WriteAsJsonAsync(ErrorBody.Of("TooManyRequests", "提交太频繁了，请过一分钟再试。"), cancellationToken);
            };
        });
        return services;
    }
}
