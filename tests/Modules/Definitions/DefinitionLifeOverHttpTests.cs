using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using TellerLine.Contacts;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Signatures;

namespace TellerLine.Modules.Definitions;

/// <summary>The life of what a bank decides, over HTTP: written, refused by its author, approved, in force.</summary>
public sealed class DefinitionLifeOverHttpTests
{
    private const string Reasons = "/api/definitions/reasons/main";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task what_another_person_approved_is_in_force_at_once_and_its_difference_is_told()
    {
        await using var web = await Start();
        using var author = await web.SignedIn("5001");
        using var approver = await web.SignedIn("9001");
        var definitions = web.Get<IDefinitions>();
        Assert.Equal(1, definitions.Now(ReasonList.Kind).Version);

        var draft = await Post(author, $"{Reasons}/versions", new { basedOn = 1, why = "利率上调，来电增多" });
        Assert.Equal(("draft", 2), (Status(draft), draft.GetProperty("version").GetInt32()));
        var yaml = (await Text(author, 2)).GetProperty("yaml").GetString()!
            .Replace("查询余额", "查询账户余额", StringComparison.Ordinal);
        yaml += "  - { code: rate-rise, zh: 利率上调, en: Rate rise, initials: llst, group: query }\n";
        var saved = await Put(author, 2, draft, yaml, "利率上调，来电增多");
        Assert.Empty(saved.GetProperty("faults").EnumerateArray());
        var submitted = await Do(author, 2, "submit", saved.GetProperty("version"));
        Assert.Equal("submitted", Status(submitted));

        var differences = (await Text(approver, 2)).GetProperty("differences").EnumerateArray()
            .Select(d => d.GetProperty("path").GetString()).ToList();
        Assert.Equal(["/reasons/balance/zh", "/reasons/rate-rise"], differences);
        Assert.Equal("inForce", Status(await Do(approver, 2, "approve", submitted, secret: "teller-9001")));

        var now = definitions.Now(ReasonList.Kind);
        Assert.Equal(2, now.Version);
        Assert.True(now.Value.Knows("rate-rise"));
        Assert.Equal(1, definitions.At(ReasonList.Kind, "main", now.FromUs - 1).Version);
        var versions = (await author.GetFromJsonAsync<JsonElement>(Reasons, Ct)).GetProperty("versions");
        Assert.Equal(["inForce", "superseded"], versions.EnumerateArray().Select(Status));
        var audited = await web.Audit();
        Assert.Contains(("5001", "definition.submitted", "definition/reasons/main/2"), audited);
        Assert.Contains(("9001", "definition.approved", "definition/reasons/main/2"), audited);
    }

    [Fact]
    public async Task whoever_wrote_in_it_does_not_decide_on_it()
    {
        await using var web = await Start();
        using var author = await web.SignedIn("9001");
        var submitted = await Submitted(author, "en: Balance enquiry", "en: Balance");

        Assert.Equal("ownWork", await Refused(author, 2, "approve", submitted, secret: "teller-9001"));
        Assert.Equal("ownWork", await Refused(author, 2, "refuse", submitted, "no"));
        Assert.Equal(1, web.Get<IDefinitions>().Now(ReasonList.Kind).Version);
    }

    [Fact]
    public async Task a_refused_one_goes_back_to_its_author_with_the_reason_and_may_be_submitted_again()
    {
        await using var web = await Start();
        using var author = await web.SignedIn("5001");
        using var approver = await web.SignedIn("9001");
        var submitted = await Submitted(author, "en: Balance enquiry", "en: Balance");

        Assert.Equal("whyMissing", await Refused(approver, 2, "refuse", submitted));
        var refused = await Do(approver, 2, "refuse", submitted, "英文名请保留 enquiry");
        Assert.Equal(("refused", "英文名请保留 enquiry"), (Status(refused), refused.GetProperty("decision").GetString()));
        Assert.Equal("notBeingWritten", await Refused(author, 2, "submit", refused));
        var yaml = (await Text(author, 2)).GetProperty("yaml").GetString()!
            .Replace("en: Balance,", "en: Balance enquiry by phone,", StringComparison.Ordinal);
        var again = await Put(author, 2, refused, yaml, "按意见修改");
        await Do(author, 2, "submit", again.GetProperty("version"));
    }

    [Fact]
    public async Task faults_are_told_all_at_once_with_their_lines_and_a_faulty_draft_is_kept_but_not_submitted()
    {
        await using var web = await Start();
        using var author = await web.SignedIn("5001");
        var draft = await Post(author, $"{Reasons}/versions", new { why = "x" });
        const string yaml = """
            reasons:
              - { code: balance, zh: 余额, en: Balance, initials: ye, group: query }
              - { code: Balance 2, zh: "", en: Balance, initials: ye, group: nonsense }
              - { code: rate, en: Rates, initials: ll, group: query, extra: 1 }
            """;
        var saved = await Put(author, 2, draft, yaml, "x");
        Assert.Equal(
            [
                (3, "/reasons/1/code", "expected lower-case letters, digits, hyphens"),
                (3, "/reasons/1/group", "expected one of query, transaction, safety, complaint, card, channel, other"),
                (3, "/reasons/1/zh", "must not be empty"),
                (4, "/reasons/2", "lacks zh"),
                (4, "/reasons/2/extra", "there is no such entry"),
            ],
            Faults(saved).Order());
        Assert.Equal("hasFaults", await Refused(author, 2, "submit", saved.GetProperty("version")));
        Assert.Equal(yaml, (await Text(author, 2)).GetProperty("yaml").GetString());

        var twice = await author.PostAsJsonAsync(
            "/api/definitions/reasons/check",
            new
            {
                yaml = "reasons:\n  - { code: a, zh: a, en: a, initials: a, group: query }\n  - { code: a, zh: b, en: b, initials: b, group: query }\n",
            }, Ct);
        var faults = await twice.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal((3, "code a stands twice"), (
            faults[0].GetProperty("line").GetInt32(), faults[0].GetProperty("en").GetString()));
    }

    [Fact]
    public async Task two_who_write_at_once_lose_nothing_and_a_second_draft_is_not_begun()
    {
        await using var web = await Start();
        using var one = await web.SignedIn("5001");
        using var other = await web.SignedIn("3001");
        var draft = await Post(one, $"{Reasons}/versions", new { basedOn = 1, why = "x" });
        using var second = await other.PostAsJsonAsync($"{Reasons}/versions", new { basedOn = 1, why = "y" }, Ct);
        Assert.Equal((HttpStatusCode.Conflict, "draftOpen"), (second.StatusCode, await Code(second)));

        await Put(one, 2, draft, "reasons: []", "x");
        using var late = await other.PutAsJsonAsync($"{Reasons}/versions/2", Written(draft, "reasons: [1]", "x"), Ct);
        Assert.Equal((HttpStatusCode.Conflict, "versionConflict"), (late.StatusCode, await Code(late)));
        Assert.Equal("reasons: []", (await Text(one, 2)).GetProperty("yaml").GetString());
    }

    [Fact]
    public async Task going_back_is_a_new_version_that_says_what_an_older_one_said()
    {
        await using var web = await Start();
        using var author = await web.SignedIn("5001");
        using var approver = await web.SignedIn("9001");
        var submitted = await Submitted(author, "en: Balance enquiry", "en: Balance");
        await Do(approver, 2, "approve", submitted, secret: "teller-9001");

        var back = await Post(author, $"{Reasons}/versions", new { basedOn = 1, why = "改回" });
        await Do(approver, 3, "approve", await Do(author, 3, "submit", back), secret: "teller-9001");
        var now = web.Get<IDefinitions>().Now(ReasonList.Kind);
        Assert.Equal((3, "Balance enquiry"), (now.Version, now.Value.Reasons[0].En));

        var same = await Post(author, $"{Reasons}/versions", new { basedOn = 3, why = "again" });
        Assert.Equal("nothingChanged", await Refused(author, 4, "submit", same));
        Assert.Equal("withdrawn", Status(await Do(author, 4, "withdraw", same, "误建")));
        Assert.Equal("inForceAlready", await Refused(author, 3, "withdraw", await Version(author, 3), "x"));
    }

    [Fact]
    public async Task who_may_not_write_a_kind_does_not_and_nonsense_is_told_what_was_expected()
    {
        await using var web = await Start();
        using var agent = await web.SignedIn("1001");
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/api/definitions", Ct)).StatusCode);
        using var lead = await web.SignedIn("2001");
        using var refused = await lead.PostAsJsonAsync($"{Reasons}/versions", new { basedOn = 1 }, Ct);
        Assert.Equal((HttpStatusCode.Forbidden, "notYours"), (refused.StatusCode, await Code(refused)));

        using var administrator = await web.SignedIn("9001");
        foreach (var (path, body, status) in new (string, object, int)[]
        {
            ("/api/definitions/nothing/main/versions", new { basedOn = 1 }, 404),
            ($"{Reasons}/versions", new { basedOn = 99 }, 404),
            ($"{Reasons}/versions", new { why = new string('x', 501) }, 422),
            ("/api/definitions/reasons", new { key = "other", name = new { zh = "a", en = "b" } }, 404),
            ("/api/definitions/calendars", new { key = "Not so", name = new { zh = "a", en = "b" } }, 422),
            ("/api/definitions/calendars", new { key = "branch", name = new { zh = "", en = "b" } }, 422),
            ("/api/definitions/calendars", new { key = "cn", name = new { zh = "a", en = "b" } }, 409),
        })
        {
            using var answer = await administrator.PostAsJsonAsync(path, body, Ct);
            Assert.Equal(status, (int)answer.StatusCode);
        }
    }

    [Theory, BothEngines]
    public async Task who_approves_signs_and_a_signature_that_was_tampered_with_is_told(DbEngine engine)
    {
        await using var web = await Start(engine);
        using var author = await web.SignedIn("5001");
        using var approver = await web.SignedIn("9001");
        var submitted = await Submitted(author, "en: Balance enquiry", "en: Balance");
        Assert.Equal("signatureNeeded", await Refused(approver, 2, "approve", submitted));
        Assert.Equal("signatureWrong", await Refused(approver, 2, "approve", submitted, secret: "teller-5001"));
        Assert.Empty(await Signatures(approver));
        Assert.Equal("submitted", Status(await Version(author, 2)));

        var done = await Do(approver, 2, "approve", submitted, secret: "teller-9001");
        var id = done.GetProperty("signature").GetString()!;
        Assert.Equal([("9001", "definition/reasons/main/2")], await Signatures(approver));
        Assert.Contains(("9001", "signature.given", "definition/reasons/main/2"), await web.Audit());
        Assert.Equal("holds", await Standing(approver, id));
        Assert.DoesNotContain(await web.Db.Read(Details, Ct), d => d.Contains("teller-9001", StringComparison.Ordinal));

        foreach (var (tamper, mend) in new[]
        {
            ("UPDATE definition_version SET yaml = yaml || ' ' WHERE version = 2",
                "UPDATE definition_version SET yaml = SUBSTR(yaml, 1, LENGTH(yaml) - 1) WHERE version = 2"),
            ("UPDATE signature SET signer = '5001'", "UPDATE signature SET signer = '9001'"),
            ("UPDATE signature SET at_us = at_us - 1", "UPDATE signature SET at_us = at_us + 1"),
            ("UPDATE signature SET audit_seq = audit_seq - 1", "UPDATE signature SET audit_seq = audit_seq + 1"),
        })
        {
            await web.Db.Write(s => s.Connection.Execute(tamper, transaction: s.Transaction), Ct);
            Assert.Equal("broken", await Standing(approver, id));
            await web.Db.Write(s => s.Connection.Execute(mend, transaction: s.Transaction), Ct);
            Assert.Equal("holds", await Standing(approver, id));
        }
    }

    [Fact]
    public async Task wrong_passwords_lock_signing_and_not_signing_in()
    {
        await using var web = await Start();
        using var author = await web.SignedIn("5001");
        using var approver = await web.SignedIn("9001");
        var submitted = await Submitted(author, "en: Balance enquiry", "en: Balance");
        for (var i = 0; i < 5; i++)
            Assert.Equal("signatureWrong", await Refused(approver, 2, "approve", submitted, secret: $"guess-{i}"));
        using var locked = await approver.PostAsJsonAsync(
            $"{Reasons}/versions/2/approve", Command(submitted, null, "teller-9001"), Ct);
        Assert.Equal((HttpStatusCode.TooManyRequests, "signatureLocked"), (locked.StatusCode, await Code(locked)));
        Assert.Equal(1, await web.Db.Read(c => c.ExecuteScalar<long>(
            "SELECT COUNT(*) FROM audit WHERE action = 'proof.locked' AND subject = 'user/9001'"), Ct));
        using var again = await web.SignedIn("9001");
        Assert.Equal("submitted", Status(await Version(again, 2)));
    }

    private static async Task<IEnumerable<(string?, string?)>> Signatures(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonElement>("/api/signatures", Ct)).GetProperty("rows").EnumerateArray()
            .Select(r => (r.GetProperty("signer").GetString(), r.GetProperty("subject").GetString()));

    private static async Task<string?> Standing(HttpClient client, string id) =>
        (await client.GetFromJsonAsync<JsonElement>($"/api/signatures/{id}", Ct)).GetProperty("state")
            .GetProperty("code").GetString();

    private static List<string> Details(System.Data.IDbConnection c) =>
        c.Query<string>("SELECT detail FROM audit UNION ALL SELECT body FROM journal").AsList();

    private static async Task<WebUnderTest> Start(DbEngine engine = DbEngine.Sqlite) => await WebUnderTest.Start(
        (services, configuration) => services.AddSignatures(configuration).AddDefinitions(configuration).AddCapability(
            new Capability("Contacts") { Definitions = [ReasonList.Kind] }),
        routes => routes.MapSignatures().MapDefinitions(),
        postgreSql: engine == DbEngine.PostgreSql ? await PostgreSqlCluster.NewDatabase() : "");

    private static async Task<JsonElement> Submitted(HttpClient author, string was, string becomes)
    {
        var draft = await Post(author, $"{Reasons}/versions", new { basedOn = 1, why = "why" });
        var yaml = (await Text(author, 2)).GetProperty("yaml").GetString()!
            .Replace(was, becomes, StringComparison.Ordinal);
        var saved = await Put(author, 2, draft, yaml, "why");
        return await Do(author, 2, "submit", saved.GetProperty("version"));
    }

    private static Task<JsonElement> Text(HttpClient client, int version) =>
        client.GetFromJsonAsync<JsonElement>($"{Reasons}/versions/{version}", Ct);

    private static async Task<JsonElement> Version(HttpClient client, int version) =>
        (await Text(client, version)).GetProperty("version");

    private static string? Status(JsonElement version) => version.GetProperty("status").GetString();

    private static object Written(JsonElement version, string yaml, string why) =>
        new { rowVersion = version.GetProperty("rowVersion").GetInt64(), yaml, why };

    private static async Task<JsonElement> Put(
        HttpClient client, int version, JsonElement read, string yaml, string why)
    {
        using var answer = await client.PutAsJsonAsync(
            $"{Reasons}/versions/{version}", Written(read, yaml, why), Ct);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    private static async Task<JsonElement> Post(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body, Ct);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    private static Task<JsonElement> Do(
        HttpClient client, int version, string verb, JsonElement read, string? reason = null,
        string? secret = null) =>
        Post(client, $"{Reasons}/versions/{version}/{verb}", Command(read, reason, secret));

    private static async Task<string?> Refused(
        HttpClient client, int version, string verb, JsonElement read, string? reason = null,
        string? secret = null)
    {
        using var answer = await client.PostAsJsonAsync(
            $"{Reasons}/versions/{version}/{verb}", Command(read, reason, secret), Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        return await Code(answer);
    }

    private static object Command(JsonElement read, string? reason, string? secret) =>
        new { rowVersion = read.GetProperty("rowVersion").GetInt64(), reason, secret };

    private static async Task<string?> Code(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString();

    private static IEnumerable<(int Line, string? Path, string? En)> Faults(JsonElement saved) =>
        saved.GetProperty("faults").EnumerateArray().Select(f => (
            f.GetProperty("line").GetInt32(), f.GetProperty("path").GetString(), f.GetProperty("en").GetString()));
}
