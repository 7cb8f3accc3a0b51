using System.Text.Json;
using Assistant.Bot.Complaints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Assistant.Channels.CitizenPage;

/// <summary>The complaint door (L-04): what is promised, filing, looking up. Without login, so it is limited in size and per network.</summary>
internal static class ComplaintEndpoints
{
    const int LargestBody = 16 * 1024;

    public static void MapComplaints(this IEndpointRouteBuilder endpoints)
    {
        // The pages name the days from here, so that they cannot promise others than the receipt.
        endpoints.MapGet("/complaints/promise", (ComplaintDesk desk) => Results.Json(new { days = desk.DaysToAnswer }));
        endpoints.MapPost("/complaints", FileAsync).RequireRateLimiting(CitizenPageServices.ComplaintLimit);
        endpoints.MapGet("/complaints/{code}", FindAsync).RequireRateLimiting(CitizenPageServices.ComplaintLimit);
    }

    static async Task<IResult> FileAsync(HttpContext http, ComplaintDesk desk)
    {
        if (http.Request.ContentLength > LargestBody) return TooLarge();
        // A chunked body names no length; the server counts it.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = LargestBody;

        Draft? draft;
        try
        {
            draft = await http.Request.ReadFromJsonAsync<Draft>(http.RequestAborted);
        }
        catch (BadHttpRequestException large) when (large.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge();
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

    static IResult TooLarge() => Results.Json(
        ErrorBody.Of("MessageSizeTooBig", $"内容太长了，请控制在{ComplaintDesk.LongestText}字以内。"), statusCode: StatusCodes.Status413PayloadTooLarge);

    sealed record Draft(string? Text, string? Contact);
}
