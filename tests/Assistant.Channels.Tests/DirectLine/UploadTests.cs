using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Assistant.Bot.Conversations;
using Assistant.Channels.DirectLine;

namespace Assistant.Channels.Tests.DirectLine;

public sealed class UploadTests
{
    static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];
    static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];
    static readonly byte[] Pdf = [.. "%PDF-1.7 "u8, 1, 2, 3];

    [Fact]
    public async Task Files_without_words_are_kept_and_the_citizen_is_told_that_they_are_not_read()
    {
        var turns = 0;
        await using var server = await DirectLineUnderTest.StartAsync((message, _) =>
        {
            turns++;
            return DirectLineUnderTest.Echoing(message, default);
        });
        var citizen = await server.OpenWebChatAsync();
        await using var stream = await citizen.ListenAsync();

        var response = await UploadAsync(citizen, Activity("", "client-1"), ("户口本.png", Png), ("a.jpg", Jpeg), ("b.pdf", Pdf), ("c.docx", Docx()));
        var activities = await stream.NextAsync(2);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        activities[0].GetProperty("channelData").GetProperty("clientActivityID").GetString().ShouldBe("client-1");
        activities[0].GetProperty("attachments").EnumerateArray().Select(file => file.GetProperty("name").GetString())
            .ShouldBe(["户口本.png", "a.jpg", "b.pdf", "c.docx"]);
        activities[0].GetProperty("attachments").EnumerateArray().ShouldAllBe(file => !HasProperty(file, "contentUrl"));
        activities[1].GetProperty("text").GetString()!.ShouldContain("还不能读图片和文件");
        activities[1].GetProperty("text").GetString()!.ShouldContain("转人工");
        activities[1].GetProperty("channelData").GetProperty("reason").GetString().ShouldBe("document-not-read");
        Stored(server).Count.ShouldBe(4);
        (await server.Store.FindUnansweredAsync(DateTimeOffset.MinValue, default)).ShouldBeEmpty();
        turns.ShouldBe(0);
    }

    [Fact]
    public async Task Words_beside_a_file_are_answered_and_the_file_is_still_not_passed_over()
    {
        await using var server = await DirectLineUnderTest.StartAsync();
        var citizen = await server.OpenWebChatAsync();
        await using var stream = await citizen.ListenAsync();

        await UploadAsync(citizen, Activity("这个材料够吗", "client-1"), ("a.png", Png));
        var activities = await stream.NextAsync(3);

        activities[1].GetProperty("text").GetString()!.ShouldContain("还不能读图片和文件");
        activities[2].GetProperty("text").GetString()!.ShouldContain("答：这个材料够吗");
    }

    [Fact]
    public async Task An_upload_sent_again_is_one_message_with_one_notice()
    {
        await using var server = await DirectLineUnderTest.StartAsync();
        var citizen = await server.OpenWebChatAsync();

        var first = await UploadAsync(citizen, Activity("", "client-1"), ("a.png", Png));
        var second = await UploadAsync(citizen, Activity("", "client-1"), ("a.png", Png));

        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        (await citizen.ReadAsync()).Length.ShouldBe(2);
        Stored(server).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_log_says_where_the_files_of_a_message_lie_and_the_citizen_is_not_told()
    {
        await using var server = await DirectLineUnderTest.StartAsync();
        var citizen = await server.OpenWebChatAsync();

        await UploadAsync(citizen, Activity("", "client-1"), ("a.png", Png), ("b.pdf", Pdf));

        var log = await server.Store.ReadAsync(citizen.ConversationId, 0, 10, default);
        var files = JsonDocument.Parse(log.Single(entry => entry.Kind == EntryKind.Event).Payload).RootElement.GetProperty("files").EnumerateArray().ToList();
        log.Single(entry => entry.Kind == EntryKind.Event).ReplyTo.ShouldBe(log[0].Id);
        files.Select(file => file.GetProperty("name").GetString()).ShouldBe(["a.png", "b.pdf"]);
        files.Select(file => Path.Combine(server.UploadFolder, file.GetProperty("path").GetString()!)).ShouldBe(Stored(server), ignoreOrder: true);
        foreach (var activity in await citizen.ReadAsync()) activity.GetRawText().ShouldNotContain(Path.GetFileName(Stored(server)[0]));
    }

    [Fact]
    public async Task One_conversation_hands_in_no_more_than_its_share()
    {
        await using var server = await DirectLineUnderTest.StartAsync(options: new DirectLineOptions { MaxUploadBytesPerConversation = 6000 });
        var citizen = await server.OpenWebChatAsync();
        var other = await server.OpenWebChatAsync();

        var first = await UploadAsync(citizen, null, ("a.png", [.. Png, .. new byte[4500]]));
        var second = await UploadAsync(citizen, null, ("b.png", [.. Png, .. new byte[1500]]));
        var foreign = await UploadAsync(other, null, ("c.png", Png));

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await DirectLineUnderTest.ErrorAsync(second, HttpStatusCode.RequestEntityTooLarge)).ShouldBe("MessageSizeTooBig");
        foreign.StatusCode.ShouldBe(HttpStatusCode.OK);
        Stored(server).Count.ShouldBe(2);
    }

    [Fact]
    public async Task When_all_have_handed_in_enough_no_more_is_taken_until_somebody_clears_away()
    {
        await using var server = await DirectLineUnderTest.StartAsync(options: new DirectLineOptions { MaxUploadBytesTotal = 6000 });
        await UploadAsync(await server.OpenWebChatAsync(), null, ("a.png", Png));
        var citizen = await server.OpenWebChatAsync();

        var refused = await UploadAsync(citizen, null, ("b.png", [.. Png, .. new byte[3000]]));
        var stored = Stored(server).Single();
        File.Delete(stored);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        var taken = await UploadAsync(citizen, null, ("b.png", [.. Png, .. new byte[3000]]));

        (await DirectLineUnderTest.ErrorAsync(refused, HttpStatusCode.InsufficientStorage)).ShouldBe("InsufficientStorage");
        taken.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_last_of_the_disk_is_not_given_to_uploads()
    {
        await using var server = await DirectLineUnderTest.StartAsync(options: new DirectLineOptions { UploadFreeSpaceFloor = 1L << 50 });
        var citizen = await server.OpenWebChatAsync();

        var refused = await UploadAsync(citizen, null, ("a.png", Png));

        (await DirectLineUnderTest.ErrorAsync(refused, HttpStatusCode.InsufficientStorage)).ShouldBe("InsufficientStorage");
        Stored(server).ShouldBeEmpty();
        (await citizen.ReadAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_handed_in_is_for_the_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix rights");
            return;
        }
        await using var server = await DirectLineUnderTest.StartAsync();
        var citizen = await server.OpenWebChatAsync();

        await UploadAsync(citizen, null, ("a.png", Png));

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.GetUnixFileMode(Stored(server).Single()).ShouldBe(Owner);
        File.GetUnixFileMode(server.UploadFolder).ShouldBe(Owner | UnixFileMode.UserExecute);
        File.GetUnixFileMode(Path.Combine(server.UploadFolder, citizen.ConversationId)).ShouldBe(Owner | UnixFileMode.UserExecute);
    }

    [Theory]
    [InlineData("../../../../etc/passwd", "passwd")]
    [InlineData("..\\..\\windows\\win.ini", "win.ini")]
    [InlineData("/absolute/x.png", "x.png")]
    [InlineData("..", "文件")]
    [InlineData("a\u202egnp.exe", "agnp.exe")]
    [InlineData("<img src=x>.png", "img srcx.png")]
    public async Task A_file_name_is_shown_without_its_path_and_never_used(string name, string shown)
    {
        await using var server = await DirectLineUnderTest.StartAsync();
        var citizen = await server.OpenWebChatAsync();

        await UploadAsync(citizen, null, (name, Png));

        (await citizen.ReadAsync())[0].GetProperty("attachments")[0].GetProperty("name").GetString().ShouldBe(shown);
        var stored = Stored(server).Single();
        Path.GetDirectoryName(stored).ShouldBe(Path.Combine(server.UploadFolder, citizen.ConversationId));
        Path.GetFileName(stored).ShouldMatch("^[0-9a-f]{32}$");
    }

    [Fact]
    public async Task What_is_refused_leaves_nothing_behind()
    {
        await using var server = await DirectLineUnderTest.StartAsync(
            options: new DirectLineOptions { MaxUploadBytes = 2048, MaxFilesPerUpload = 2, UploadTypes = "png,pdf", MessagesPerMinute = 100 });
        var citizen = await server.OpenWebChatAsync();

        await RefusedAsync(HttpStatusCode.BadRequest, "BadArgument", ("empty.png", []));
        await RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "MessageSizeTooBig", ("huge.png", [.. Png, .. new byte[3000]]));
        await RefusedAsync(HttpStatusCode.UnsupportedMediaType, "UnsupportedMediaType", ("a.png", Encoding.UTF8.GetBytes("<svg onload=alert(1)>")));
        await RefusedAsync(HttpStatusCode.UnsupportedMediaType, "UnsupportedMediaType", ("a.jpg", Jpeg));
        await RefusedAsync(HttpStatusCode.UnsupportedMediaType, "UnsupportedMediaType", ("a.docx", Zip("x.exe")));
        await RefusedAsync(HttpStatusCode.UnsupportedMediaType, "UnsupportedMediaType", ("good.png", Png), ("bad.png", [1, 2, 3]));
        await RefusedAsync(HttpStatusCode.BadRequest, "BadArgument", ("1.png", Png), ("2.png", Png), ("3.png", Png));
        await RefusedAsync(HttpStatusCode.BadRequest, "MissingProperty");

        async Task RefusedAsync(HttpStatusCode status, string code, params (string, byte[])[] files)
        {
            var response = await UploadAsync(citizen, Activity("x", null), files);
            (await DirectLineUnderTest.ErrorAsync(response, status)).ShouldBe(code);
            Stored(server).ShouldBeEmpty();
            (await citizen.ReadAsync()).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_body_that_is_no_multipart_is_refused()
    {
        await using var server = await DirectLineUnderTest.StartAsync();
        var citizen = await server.OpenWebChatAsync();

        var json = await citizen.SendAsync(HttpMethod.Post, "/upload", new StringContent("{}", Encoding.UTF8, "application/json"));
        var cut = await citizen.SendAsync(HttpMethod.Post, "/upload", Raw("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n\u0089PNG"));
        var nameless = await citizen.SendAsync(HttpMethod.Post, "/upload", Raw("--b\r\n\r\nx\r\n--b--\r\n"));
        var badActivity = await UploadAsync(citizen, "{", ("a.png", Png));

        (await DirectLineUnderTest.ErrorAsync(json, HttpStatusCode.UnsupportedMediaType)).ShouldBe("UnsupportedMediaType");
        (await DirectLineUnderTest.ErrorAsync(cut, HttpStatusCode.BadRequest)).ShouldBe("BadArgument");
        (await DirectLineUnderTest.ErrorAsync(nameless, HttpStatusCode.BadRequest)).ShouldBe("BadArgument");
        (await DirectLineUnderTest.ErrorAsync(badActivity, HttpStatusCode.BadRequest)).ShouldBe("BadArgument");
        Stored(server).ShouldBeEmpty();

        static ByteArrayContent Raw(string body)
        {
            var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
            content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
            return content;
        }
    }

    static Task<HttpResponseMessage> UploadAsync(CitizenUnderTest citizen, string? activity, params (string Name, byte[] Bytes)[] files)
    {
        var body = new MultipartFormDataContent { HeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        if (activity is not null)
        {
            var part = new StringContent(activity);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.microsoft.activity");
            body.Add(part, "activity", "blob");
        }
        foreach (var (name, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue("image/png");
            // A browser sends the name as UTF-8 in plain quotes.
            part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{name}\"");
            body.Add(part);
        }
        if (files.Length == 0 && activity is null) throw new ArgumentException("nothing to upload");
        return citizen.SendAsync(HttpMethod.Post, "/upload?userId=forged", body);
    }

    static string Activity(string text, string? clientActivityId) => JsonSerializer.Serialize(
        new { type = "message", text, channelData = new { clientActivityID = clientActivityId }, from = new { role = "bot" } });

    static List<string> Stored(DirectLineUnderTest server) =>
        Directory.Exists(server.UploadFolder) ? [.. Directory.GetFiles(server.UploadFolder, "*", SearchOption.AllDirectories)] : [];

    static bool HasProperty(JsonElement element, string name) => element.TryGetProperty(name, out _);

    static byte[] Docx() => Zip("[Content_Types].xml", "word/document.xml");

    static byte[] Zip(params string[] names)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var name in names) archive.CreateEntry(name);
        return bytes.ToArray();
    }
}
