using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Announcements;
using TellerLine.Files;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.Modules.Files;

/// <summary>
/// An announcement's files over HTTP: who may, what is taken, what is written down, what the scanner says.
/// </summary>
public sealed class AttachmentsTests
{
    private const string Address = "/api/announcements";

    internal static readonly byte[] Pdf = Encoding.UTF8.GetBytes("%PDF-1.7\n利率表" + new string('x', 200_000));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task its_writer_attaches_its_readers_download_and_nobody_else_knows_of_it(DbEngine engine)
    {
        await using var web = await Start(engine);
        using var lead = await web.SignedIn("2001");
        using var member = await web.SignedIn("1001");
        using var other = await web.SignedIn("1004");
        var files = await Create(lead);

        var file = await Id(await Send(lead, files, "利率表 (终稿).pdf", Pdf));
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync(files, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"{files}/{file}", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(member, files, "a.pdf", Pdf)).StatusCode);

        await Publish(lead, files);
        var row = Assert.Single(Rows(await List(member, files)));
        Assert.Equal("利率表 (终稿).pdf", row.GetProperty("name").GetString());
        Assert.Equal("pdf", row.GetProperty("kind").GetString());
        Assert.Equal(Pdf.Length, row.GetProperty("size").GetInt64());
        Assert.Equal("none", row.GetProperty("scan").GetString());
        Assert.False((await List(member, files)).GetProperty("writes").GetBoolean());
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"{files}/{file}", Ct)).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await member.GetAsync($"{await Create(lead)}/{file}", Ct)).StatusCode);

        using var got = await member.GetAsync($"{files}/{file}", Ct);
        Assert.Equal(Pdf, await got.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal("application/pdf", got.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", got.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("利率表 (终稿).pdf", got.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.Equal("default-src 'none'; sandbox", string.Join(",", got.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", string.Join(",", got.Headers.GetValues("X-Content-Type-Options")));
        using var part = new HttpRequestMessage(HttpMethod.Get, $"{files}/{file}");
        part.Headers.Range = new RangeHeaderValue(65_530, 131_080);
        using var some = await member.SendAsync(part, Ct);
        Assert.Equal(HttpStatusCode.PartialContent, some.StatusCode);
        Assert.Equal(Pdf[65_530..131_081], await some.Content.ReadAsByteArrayAsync(Ct));

        var audit = await web.Audit();
        Assert.Equal(
            ["attachment.added", "attachment.downloaded", "attachment.downloaded"],
            audit.Where(a => a.Subject == $"attachment/{file}").Select(a => a.Action));
        Assert.Contains(("1001", "attachment.downloaded", $"attachment/{file}"), audit);
        var hash = row.GetProperty("hash").GetString()!;
        Assert.All(
            await web.Db.Read(c => c.Query<string>(
                "SELECT detail FROM audit WHERE action = 'attachment.downloaded'").AsList(), Ct),
            detail => Assert.Contains(hash, detail, StringComparison.Ordinal));
    }

    [Theory, BothEngines]
    public async Task the_same_content_lies_once_encrypted_until_no_attachment_needs_it(DbEngine engine)
    {
        var time = new LateClock();
        await using var web = await Start(engine, add: services => services.AddSingleton<TimeProvider>(time));
        using var lead = await web.SignedIn("2001");
        var (one, other) = (await Create(lead), await Create(lead));
        var first = await Id(await Send(lead, one, "a.pdf", Pdf));
        var second = await Id(await Send(lead, other, "b.pdf", Pdf));
        var stored = Assert.Single(Stored(web));
        Assert.Equal(Pdf.Length + 36 + (4 * 16), new FileInfo(stored).Length);
        Assert.Equal(-1, (await File.ReadAllBytesAsync(stored, Ct)).AsSpan().IndexOf("%PDF"u8));

        using var unreasoned = await lead.PostAsJsonAsync($"{one}/{first}/remove", new { reason = " " }, Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unreasoned.StatusCode);
        await Remove(lead, one, first);
        Assert.Equal(HttpStatusCode.NotFound, (await lead.GetAsync($"{one}/{first}", Ct)).StatusCode);
        time.Later(TimeSpan.FromHours(2));
        await Sweep(web);
        Assert.Single(Stored(web));
        using var whole = await lead.GetAsync($"{other}/{second}", Ct);
        Assert.Equal(Pdf, await whole.Content.ReadAsByteArrayAsync(Ct));

        await Remove(lead, other, second);
        await Id(await Send(lead, other, "again.pdf", Pdf));
        await Sweep(web);
        Assert.Single(Stored(web));
        await Remove(lead, other, Rows(await List(lead, other)).Single().GetProperty("id").GetString()!);
        await Sweep(web);
        Assert.Single(Stored(web));
        time.Later(TimeSpan.FromHours(2));
        await Sweep(web);
        Assert.Empty(Stored(web));
        Assert.Equal(3, (await web.Audit()).Count(a => a.Action == "attachment.removed"));
        Assert.Equal(0, await web.Db.Read(c => c.ExecuteScalar<long>("SELECT COUNT(*) FROM file_scan"), Ct));
    }

    [Fact]
    public async Task what_is_not_taken_is_refused_in_words_and_nothing_of_it_stays()
    {
        await using var web = await Start(DbEngine.Sqlite, settings: new()
        {
            ["Files:MaxFileMb"] = "1", ["Files:MaxPerOwner"] = "2", ["Files:MaxPerOwnerMb"] = "1",
        });
        using var lead = await web.SignedIn("2001");
        var files = await Create(lead);
        await Refused(lead, files, "a.exe", Pdf, "kindNotTaken");
        await Refused(lead, files, "../a.pdf", Pdf, "badName");
        await Refused(lead, files, "fdp.\u202Eexe.pdf", Pdf, "badName");
        await Refused(lead, files, "", Pdf, "badName");
        await Refused(lead, files, "a.png", Pdf, "kindMismatch");
        await Refused(lead, files, "a.pdf", [], "emptyFile");
        await Refused(lead, files, "a.txt", "<html><script>alert(1)</script>"u8.ToArray(), "forbidden");
        await Refused(lead, files, "a.pdf", new byte[(1 << 20) + 1], "fileTooLarge", HttpStatusCode.RequestEntityTooLarge);
        using var unsaid = new Unsaid([.. Pdf, .. new byte[1 << 20]]);
        unsaid.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var late = await lead.PostAsync($"{files}?name=a.pdf", unsaid, Ct);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, late.StatusCode);
        Assert.Empty(Left(web));

        await Id(await Send(lead, files, "a.pdf", Pdf));
        await Refused(lead, files, "b.txt", Encoding.ASCII.GetBytes(new string('a', 1_000_000)), "ownerFull");
        await Id(await Send(lead, files, "b.txt", "b"u8.ToArray()));
        await Refused(lead, files, "c.txt", "c"u8.ToArray(), "tooManyFiles");
        Assert.Equal(2, Left(web).Count);

        await Publish(lead, files);
        await Refused(lead, files, "d.txt", "d"u8.ToArray(), "notNow");
        var list = await List(lead, files);
        Assert.Equal("只有草稿可以这样做。", list.GetProperty("whyNot").GetProperty("zh").GetString());
    }

    [Fact]
    public async Task an_upload_that_is_cut_off_leaves_nothing()
    {
        await using var web = await Start(DbEngine.Sqlite);
        using var lead = await web.SignedIn("2001");
        var files = await Create(lead);
        using var broken = new Breaking();
        broken.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => lead.PostAsync($"{files}?name=a.pdf", broken, Ct));
        // Whoever comes next finds the place free: the draft is gone before its upload is.
        for (var tries = 0; Left(web).Count > 0; tries++)
        {
            Assert.True(tries < 200, "the draft is still there");
            await List(lead, files);
        }
        Assert.Empty(Rows(await List(lead, files)));
    }

    [Theory, BothEngines]
    public async Task a_file_is_given_out_when_the_scanner_found_nothing_and_a_virus_never_is(DbEngine engine)
    {
        await using var clamd = await Clamd.Started();
        await using var web = await Start(engine, settings: new() { ["Files:ClamAv"] = clamd.Socket });
        using var lead = await web.SignedIn("2001");
        var files = await Create(lead);
        var clean = await Id(await Send(lead, files, "a.pdf", Pdf));
        var virus = await Id(await Send(lead, files, "b.txt", Clamd.Eicar));
        Assert.Equal("clean", await Scanned(web, lead, files, clean));
        Assert.Equal("infected", await Scanned(web, lead, files, virus));
        Assert.Equal(HttpStatusCode.OK, (await lead.GetAsync($"{files}/{clean}", Ct)).StatusCode);
        using var refused = await lead.GetAsync($"{files}/{virus}", Ct);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("infected", (await refused.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString());
        var detail = await web.Db.Read(c => c.QuerySingle<string>(
            "SELECT detail FROM audit WHERE action = 'attachment.infected' AND subject = @subject",
            new { subject = $"attachment/{virus}" }), Ct);
        Assert.Contains("House.Eicar", detail, StringComparison.Ordinal);
        Assert.Equal(HealthState.Warning, (await Check(web, "quarantine")).State);
        Assert.Equal(HealthState.Ok, (await Check(web, "scanner")).State);

        await Refused(lead, files, "again.txt", Clamd.Eicar, "knownVirus");
        Assert.Contains(("2001", "attachment.infected", files["/api/announcements/".Length..^"/files".Length]),
            (await web.Audit()).Select(a => (a.Actor, a.Action, a.Subject.Split('/')[^1])));

        // The scanner takes a megabyte at most here, the centre twenty.
        var large = await Id(await Send(lead, files, "c.txt", Encoding.ASCII.GetBytes(new string('a', 3_000_000))));
        Assert.Equal("failed", await Scanned(web, lead, files, large));
        Assert.Equal(HttpStatusCode.Conflict, (await lead.GetAsync($"{files}/{large}", Ct)).StatusCode);

        await Remove(lead, files, virus);
        Assert.Equal(HealthState.Ok, (await Check(web, "quarantine")).State);
    }

    [Theory, BothEngines]
    public async Task while_the_scanner_is_away_files_wait_and_are_scanned_when_it_is_back(DbEngine engine)
    {
        await using var clamd = await Clamd.Prepared();
        await using var web = await Start(engine, settings: new() { ["Files:ClamAv"] = clamd.Socket });
        using var lead = await web.SignedIn("2001");
        var files = await Create(lead);
        var file = await Id(await Send(lead, files, "a.pdf", Pdf));
        var again = await Until(web, "SELECT body FROM due WHERE kind = 'files.scan' AND body NOT LIKE '%:0}%'");
        Assert.Contains("tries", again, StringComparison.Ordinal);
        using var refused = await lead.GetAsync($"{files}/{file}", Ct);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("scanWaiting", (await refused.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString());
        var sick = await Check(web, "scanner");
        Assert.Equal((HealthState.Fault, 1d), (sick.State, sick.Value));

        await clamd.Start();
        await web.Db.Write(scope =>
            web.Get<IDueTimes>().Set(scope, Scans.Kind, HashOf(Pdf), 0, new ScanTry(1)), Ct);
        Assert.Equal("clean", await Scanned(web, lead, files, file));
        Assert.Equal(HealthState.Ok, (await Check(web, "scanner")).State);
    }

    internal static string HashOf(byte[] content) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));

    internal static async Task<WebUnderTest> Start(
        DbEngine engine, Dictionary<string, string?>? settings = null, Action<IServiceCollection>? add = null) =>
        await WebUnderTest.Start(
            (services, configuration) =>
            {
                foreach (var (key, value) in settings ?? [])
                    configuration[key] = value;
                add?.Invoke(services);
                services.AddLists(configuration).AddFiles(configuration).AddAnnouncements(configuration);
            },
            routes => routes.MapAnnouncements(),
            postgreSql: engine == DbEngine.PostgreSql ? await PostgreSqlCluster.NewDatabase() : "");

    /// <returns>The address of its files.</returns>
    internal static async Task<string> Create(HttpClient writer)
    {
        using var answer = await writer.PostAsJsonAsync(
            Address, new { title = "利率", text = "x", audience = "centre/team-1" }, Ct);
        return $"{Address}/{await Id(answer)}/files";
    }

    private static async Task Publish(HttpClient writer, string files)
    {
        using var answer = await writer.PostAsJsonAsync(
            files[..^"/files".Length] + "/publish", new { version = 1 }, Ct);
        answer.EnsureSuccessStatusCode();
    }

    internal static async Task<string> Id(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("id").GetString()!;
    }

    internal static async Task<HttpResponseMessage> Send(
        HttpClient who, string files, string name, byte[] content)
    {
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await who.PostAsync($"{files}?name={Uri.EscapeDataString(name)}", body, Ct);
    }

    internal static async Task Refused(
        HttpClient who, string files, string name, byte[] content, string code,
        HttpStatusCode status = HttpStatusCode.UnprocessableEntity)
    {
        using var answer = await Send(who, files, name, content);
        Assert.Equal(status, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.NotEmpty(problem.GetProperty("why").GetProperty("zh").GetString()!);
    }

    private static async Task Remove(HttpClient who, string files, string file)
    {
        using var answer = await who.PostAsJsonAsync($"{files}/{file}/remove", new { reason = "作废" }, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    internal static Task<JsonElement> List(HttpClient who, string files) =>
        who.GetFromJsonAsync<JsonElement>(files, Ct);

    private static JsonElement.ArrayEnumerator Rows(JsonElement list) => list.GetProperty("rows").EnumerateArray();

    private static async Task<string> Scanned(WebUnderTest web, HttpClient who, string files, string file)
    {
        await Until(web, $"SELECT s.state FROM file_scan s JOIN attachment a ON a.hash = s.hash WHERE a.id = '{file}' AND s.state <> 'waiting'");
        return Rows(await List(who, files)).Single(r => r.GetProperty("id").GetString() == file)
            .GetProperty("scan").GetString()!;
    }

    /// <summary>Until the query has a row.</summary>
    private static async Task<string> Until(WebUnderTest web, string sql)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
            if (await web.Db.Read(c => c.QueryFirstOrDefault<string>(sql), limit.Token) is { } found)
                return found;
    }

    private static async Task<HealthFinding> Check(WebUnderTest web, string name) =>
        await web.Get<IEnumerable<HealthCheck>>().Single(check => check.Name == name).Look(Ct);

    private static async Task Sweep(WebUnderTest web)
    {
        var result = await web.Get<FilesSweep>().Run(Ct);
        await web.Db.Write(scope =>
        {
            result.Write!(scope);
            return true;
        }, Ct);
    }

    private static List<string> Stored(WebUnderTest web) =>
        [.. Left(web).Where(path => !path.Contains("drafts", StringComparison.Ordinal))];

    internal static List<string> Left(WebUnderTest web)
    {
        var folder = Path.Combine(web.Data, "files");
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)] : [];
    }

    /// <summary>Real time, put forward.</summary>
    private sealed class LateClock : TimeProvider
    {
        private TimeSpan _by;

        public void Later(TimeSpan by) => _by += by;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _by;
    }

    /// <summary>Does not say how much it is.</summary>
    private sealed class Unsaid(byte[] content) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            stream.WriteAsync(content, Ct).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    /// <summary>Says it is more than it sends, and breaks off.</summary>
    private sealed class Breaking : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Pdf, Ct);
            await stream.FlushAsync(Ct);
            throw new IOException("The cable is out.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 1_000_000;
            return true;
        }
    }
}
