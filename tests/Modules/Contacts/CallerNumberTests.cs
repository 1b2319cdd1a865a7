using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Modules.Contacts;

/// <summary>
/// A caller's number stands encrypted beside the journal: shown masked, found whole, renewed with the keys.
/// </summary>
public sealed class CallerNumberTests
{
    private const string Number = "+8613912345678";
    private static readonly DataScope All = new(Agents: null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task it_is_nowhere_in_the_clear_shown_masked_and_found_whole_only(DbEngine engine)
    {
        await using var centre = await ContactBookTests.Start(engine);
        Numbers(centre).Keep("n1-a", Number, "13912345678");
        await Arrived(centre, "n1-a");
        Assert.DoesNotContain(await Stored(centre), value => value.Contains("12345678", StringComparison.Ordinal));

        Assert.Equal(["n1-a"], await Search(centre, "13912345678"));
        Assert.Equal(["n1-a"], await Search(centre, "+86 139 1234 5678"));
        foreach (var part in new[] { "5678", "139", "12345678", "1391234567", "139%5678", "139____5678" })
            Assert.Empty(await Search(centre, part));
        Assert.Equal("139****5678", (await ContactBookTests.Queries(centre).Detail("n1-a", All, Ct))!.CallerMasked);
    }

    [Theory, BothEngines]
    public async Task what_the_first_version_wrote_into_the_journal_is_taken_out_by_the_next_start(DbEngine engine)
    {
        await using var centre = await ContactBookTests.Start(engine);
        await centre.Db.Write(scope => scope.Connection.Execute(
            """
            DELETE FROM encrypted_table;
            INSERT INTO journal (stream, stream_seq, at_us, node, kind, version, body)
            VALUES ('contact/n1-a', 1, @now, 'n1', 'contact.arrived', 1, @body);
            """,
            new
            {
                now = TimeProvider.System.NowUs(),
                body = $$"""
                    {"channel":"voice","caller":"{{Number}}","callerOriginal":"013912345678","called":"95000","via":"sip","legId":"l"}
                    """,
            },
            scope.Transaction), Ct);

        await using var next = await centre.Another();
        await next.Services.GetRequiredService<IProjections>().CatchUp(Ct);
        Assert.DoesNotContain(await Stored(next), value => value.Contains("12345678", StringComparison.Ordinal));
        var entry = Assert.Single(await next.Journal.ReadStream("contact/n1-a", ct: Ct));
        Assert.Equal(
            (2, "95000", "sip"), (entry.Version, entry.As<ContactArrived>().Called, entry.As<ContactArrived>().Via));
        Assert.Equal(["n1-a"], await Search(next, "13912345678"));
    }

    [Theory, BothEngines]
    public async Task it_is_renewed_with_the_keys(DbEngine engine)
    {
        await using var centre = await ContactBookTests.Start(engine);
        Numbers(centre).Keep("n1-a", Number, "13912345678");
        Numbers(centre).Keep("n1-b", null, "anonymous");
        await Arrived(centre, "n1-a");
        await centre.Services.GetRequiredService<IKeyRotation>().Rotate(ct: Ct);
        Assert.DoesNotContain(await Stored(centre), value => value.Contains("$data-1$", StringComparison.Ordinal));
        Assert.DoesNotContain(
            await Stored(centre), value => value.StartsWith("hmac-sha256$search-1$", StringComparison.Ordinal));
        Assert.Equal(["n1-a"], await Search(centre, "13912345678"));
        Assert.Equal("139****5678", (await ContactBookTests.Queries(centre).Detail("n1-a", All, Ct))!.CallerMasked);
    }

    private static ICallerNumbers Numbers(TestKernel centre) => centre.Services.GetRequiredService<ICallerNumbers>();

    private static async Task Arrived(TestKernel centre, string id)
    {
        await centre.Journal.Append(
            $"contact/{id}", new ContactArrived("voice", "139****5678", "95000", "sip", "leg"), ct: Ct);
        await centre.Services.GetRequiredService<IProjections>().CatchUp(Ct);
    }

    private static async Task<string[]> Search(TestKernel centre, string text) =>
        (await ContactBookTests.Ids(centre, All, ("q", text))).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Task<List<string>> Stored(TestKernel centre) => centre.Db.Read(
        connection => new[] { "contacts", "caller_number", "journal" }
            .SelectMany(table => connection.Query($"SELECT * FROM {table}"))
            .SelectMany(row => (IDictionary<string, object?>)row)
            .Select(pair => pair.Value?.ToString() ?? "").ToList(), Ct);
}
