using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.CitizenPage;

/// <summary>What every answer tells the browser, error answers as well: scripts from our own files only, nothing guessed, nothing passed on.</summary>
internal static class PageHeaders
{
    // Everything from our own origin, no inline script. Web Chat writes its styles into empty <style> elements by script: the hash is that of
    // the empty text. It reads a file to be uploaded through a blob: address.
    const string BeforeSocket = "default-src 'self'; script-src 'self'; connect-src 'self' blob:";

    const string AfterSocket =
        "; img-src 'self' data: blob:; style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

    public static void UsePageHeaders(this WebApplication app) =>
        app.Use((http, next) =>
        {
            // Only when the answer starts: who answers for a failure empties the headers first.
            http.Response.OnStarting(static state =>
            {
                Set((HttpContext)state);
                return Task.CompletedTask;
            }, http);
            return next(http);
        });

    static void Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = BeforeSocket + SocketOf(http.Request.Host) + AfterSocket;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
    }

    // Chromium takes 'self' for the socket too; Safari before 15.4 wants it by name. A literal IPv6 address has no place in a policy.
    static string SocketOf(HostString host) =>
        host.HasValue && Uri.CheckHostName(host.Host) is UriHostNameType.Dns or UriHostNameType.IPv4 ? $" ws://{host.Value} wss://{host.Value}" : "";
}
