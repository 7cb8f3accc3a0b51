using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.CitizenPage;

/// <summary>The page's files with their security headers, and the complaint door.</summary>
public static class CitizenPageEndpoints
{
    public static WebApplication MapCitizenPage(this WebApplication app)
    {
        app.UsePageHeaders();
        var folder = Path.GetFullPath(app.Services.GetRequiredService<IOptions<CitizenPageOptions>>().Value.Folder);
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
        app.MapComplaints();
        return app;
    }
}
