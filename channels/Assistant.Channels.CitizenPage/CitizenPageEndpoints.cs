using System.Text.Json;
using Assistant.Bot.Complaints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.CitizenPage;

/// <summary>The page's files with their security headers, and the complaint entry.</summary>
public static class CitizenPageEndpoints
{
    const int LargestComplaint = 16 * 1024;

    // Everything from our own origin, no inline script. Web Chat writes its styles into empty <style> elements by script: the hash is that of
    // the empty text. It reads a file to be uploaded through a blob: address.
    const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; connect-src 'self' ws: wss: blob:; img-src 'self' data: blob:; "
        + "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

    public static WebApplication MapCitizenPage(this WebApplication app)
    {
        var folder = Path.GetFullPath(app.Services.GetRequiredService<IOptions<CitizenPageOptions>>().Value.Folder);
        app.Use(async (http, next) =>
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            await next(http);
        });
        if (Directory.Exists(folder))
        {
            var files = new PhysicalFileProvider(folder);
            app.UseResponseCompression(); // Web Chat is 3.9 MB, a quarter of that on the way to a phone
            app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
            app.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = files,
                // The page must change with the service; the bundle has its version in its path and never changes under it.
                OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                    file.Context.Request.Path.StartsWithSegments("/lib") ? "public, max-age=31536000, immutable" : "no-cache",
            });
        }

        app.UseRateLimiter();
        app.MapPost("/complaints", FileAsync).RequireRateLimiting(CitizenPageServices.ComplaintLimit);
        app.MapGet("/complaints/{code}", FindAsync).RequireRateLimiting(CitizenPageServices.ComplaintLimit);
        return app;
    }

    static async Task<IResult> FileAsync(HttpContext http, ComplaintDesk desk)
    {
        if (http.Request.ContentLength > LargestComplaint) return Bad("内容太长了，请控制在2000字以内。");
        Draft? draft;
        try
        {
            draft = await http.Request.ReadFromJsonAsync<Draft>(http.RequestAborted);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or BadHttpRequestException)
        {
            return Bad("提交的内容读不出来，请刷新页面再试。");
        }

        if (draft is null || await desk.FileAsync(draft.Text ?? "", draft.Contact ?? "", http.RequestAborted) is not { } filed)
            return Bad($"请写下要反映的问题（不超过{ComplaintDesk.LongestText}字），联系方式不超过100字。");
        return Results.Json(new { code = filed.Code, due = filed.Due, days = desk.DaysToAnswer }, statusCode: StatusCodes.Status201Created);
    }

    static async Task<IResult> FindAsync(string code, HttpContext http, ComplaintDesk desk) =>
        await desk.FindAsync(code, http.RequestAborted) is { } complaint
            ? Results.Json(new
            {
                code = complaint.Code,
                receivedAt = complaint.ReceivedAt,
                due = complaint.Due,
                state = complaint.Answer is null ? "received" : "answered",
                answer = complaint.Answer,
                answeredAt = complaint.AnsweredAt,
            })
            : Results.Json(ErrorBody.Of("NotFound", "没有找到这个编号，请核对后再试。"), statusCode: StatusCodes.Status404NotFound);

    static IResult Bad(string message) => Results.Json(ErrorBody.Of("BadArgument", message), statusCode: StatusCodes.Status400BadRequest);

    sealed record Draft(string? Text, string? Contact);
}
