using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Kernel;
using TellerLine.Records;
using TellerLine.Signatures;
using TellerLine.Vouchers;

namespace TellerLine.DayEnd;

/// <param name="State"><c>open</c> (not over), <c>due</c>, <c>early</c> (one before it is not signed), <c>before</c>
/// (nothing happened yet), <c>signed</c>.</param>
/// <param name="Next">The day that is to be signed next; null: there is none yet.</param>
/// <param name="Figures">As they are now.</param>
/// <param name="Lacks">Without which it is not signed, at most a hundred of each kind.</param>
/// <param name="Meaning">What a signature says of who gives it.</param>
public sealed record DayEndView(
    DateOnly Day, string State, DateOnly? Next, DayFigures Figures, IReadOnlyList<DayLack> Lacks, DaySignature? Signed,
    BilingualText Meaning);

/// <param name="Figures">As they were signed; they never change.</param>
/// <param name="Changed">Something came of the day since: it stands beside.</param>
public sealed record DaySignature(
    string Signer, DateTimeOffset At, string Signature, DayFigures Figures, bool Changed);

internal sealed record StoredDay(string Day, string Figures, long SignedUs, string Signer, string Signature)
{
    public const string Select =
        """
        SELECT day AS Day, figures AS Figures, signed_us AS SignedUs, signer AS Signer, signature AS Signature FROM day_end
        """;
}

/// <summary>The bank's day, reckoned and signed.</summary>
internal sealed class DayEnds(
    IDb db, ITransactionFigures transactions, IPostedTransactions posted, ITrialBalance trial, IVouchers vouchers,
    IProjections projections, ISigning signing, IAudit audit, KernelOptions kernel, TimeProvider time)
{
    private const int Most = 100, Page = 500;

    public async Task<DayEndView> View(DateOnly day, CancellationToken ct)
    {
        var (figures, lacks) = await Reckon(day, ct);
        var stored = await Stored(day, ct);
        var next = await Next(ct);
        return new DayEndView(
            day, DayOrder.StateOf(day, Today, next, stored is not null), next, figures, lacks,
            stored is null ? null : new DaySignature(
                stored.Signer, Clock.FromUs(stored.SignedUs), stored.Signature,
                JournalJson.Read<DayFigures>(stored.Figures), JournalJson.Write(figures) != stored.Figures),
            SignedDays.Signed.Words);
    }

    /// <summary>Verifies all that the day stands on first: it takes as long as reading its recordings.</summary>
    public Task Verify(DateOnly day, string by, CancellationToken ct) => vouchers.Verify(day, by, ct);

    /// <summary>Signs it, when nothing lacks.</summary>
    public async Task<RecordOutcome> Sign(
        DateOnly day, ClaimsPrincipal who, SigningProof.Given proof, CancellationToken ct)
    {
        var text = Text(day);
        var state = DayOrder.StateOf(day, Today, await Next(ct), await Stored(day, ct) is not null);
        if (DayRefusals.Of(state) is { } refused)
            return refused;
        var (figures, lacks) = await Reckon(day, ct);
        if (lacks.Count > 0)
            return DayRefusals.Lacking(lacks);
        var content = JournalJson.Write(figures);
        return await db.Write<RecordOutcome>(scope =>
        {
            // Two sign at once: one of them does.
            if (scope.Connection.ExecuteScalar<long>(
                "SELECT COUNT(*) FROM day_end WHERE day = @text", new { text }, scope.Transaction) > 0)
                return DayRefusals.Of("signed")!;
            var signature = signing.Sign(
                scope, proof, SignedDays.Signed, SignedDays.SubjectOf(text), Encoding.UTF8.GetBytes(content));
            scope.Connection.Execute(
                """
                INSERT INTO day_end (day, figures, posted, sum_minor, failed, refused, explained, signed_us, signer, signature)
                VALUES (@text, @content, @posted, @sum, @failed, @refused, @explained, @now, @by, @signature)
                """,
                new
                {
                    text, content, posted = figures.Posted, sum = figures.Sums.Sum(one => one.SumMinor),
                    failed = figures.Failed.Sum(one => one.Count), refused = figures.Refused.Sum(one => one.Count),
                    explained = figures.Vouchers.Explained, now = time.NowUs(), by = who.Number(), signature,
                },
                scope.Transaction);
            var hash = $"sha-256${Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}";
            scope.Append($"dayEnd/{text}", new DaySigned(day, figures.Posted, hash, signature, who.Number()));
            audit.Add(scope, who.Number(), "dayEnd.signed", $"dayEnd/{text}", $"{figures.Posted} posted");
            return new RecordOutcome.Done(text);
        }, ct);
    }

    private DateOnly Today => kernel.DayOf(time.NowUs());

    private async Task<DateOnly?> Next(CancellationToken ct)
    {
        var last = await db.Read(c => c.ExecuteScalar<string?>("SELECT MAX(day) FROM day_end"), ct);
        return DayOrder.Next(
            await transactions.FirstDay(ct),
            last is null ? null : DateOnly.ParseExact(last, "yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    private async Task<(DayFigures Figures, IReadOnlyList<DayLack> Lacks)> Reckon(DateOnly day, CancellationToken ct)
    {
        var (fromUs, toUs) = kernel.Day(day);
        await projections.CatchUp(Refusals.Title, ct);
        var tallies = await transactions.Of(day, day, ct: ct);
        var refused = await db.Read(c => Refusals.Between(c, fromUs, toUs), ct);
        var standing = await vouchers.Of(day, ct);
        var missing = await Missing(day, standing, ct);
        var ledger = await trial.Of(fromUs, toUs, ct);
        var figures = DayReckoning.Of(
            day, tallies, refused,
            new DayVouchers(
                Count("complete"), Count("explained"), Count("pending"), Count("gap"), missing.Count), ledger);
        return (figures,
        [
            .. (await transactions.Open(day, Most, ct)).Select(DayLacks.Open),
            .. standing.Where(one => one.State == "pending").Take(Most).Select(DayLacks.Pending),
            .. missing.Take(Most).Select(DayLacks.Missing),
            .. standing.Where(one => one.State == "gap").Take(Most).Select(DayLacks.Gap),
            .. ledger is { Holds: false } ? [DayLacks.Ledger] : Array.Empty<DayLack>(),
        ]);

        long Count(string state) => standing.Count(one => one.State == state);
    }

    /// <summary>Posted, and without a row among the vouchers.</summary>
    private async Task<List<PostedTransaction>> Missing(
        DateOnly day, IReadOnlyList<VoucherStanding> standing, CancellationToken ct)
    {
        var there = standing.Select(one => one.TransactionId).ToHashSet();
        var (after, missing) = ("", new List<PostedTransaction>());
        while (await posted.After(after, Page, day, ct) is { Count: > 0 } some)
        {
            missing.AddRange(some.Where(one => !there.Contains(one.Id)));
            after = some[^1].Id;
        }

        return missing;
    }

    private Task<StoredDay?> Stored(DateOnly day, CancellationToken ct) => db.Read(
        c => c.QuerySingleOrDefault<StoredDay>(StoredDay.Select + " WHERE day = @day", new { day = Text(day) }), ct);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>What a signature under a day is given over: its figures.</summary>
internal sealed class SignedDays(IDb db) : ISignedThings
{
    public static readonly SignedMeaning Signed = new(
        "dayEnd.signed",
        new(
            "本人已核对当日总账试算平衡、全部交易及其凭证，无未知交易，证据缺口均已说明，并对此负责。",
            "I have checked the day's trial balance, all its transactions and their vouchers; none is unknown, every gap is explained; I answer for it."));

    public string Name => "dayEnd";

    public static string SubjectOf(string day) => $"dayEnd/{day}";

    public async Task<byte[]?> Content(string subject, CancellationToken ct) =>
        subject.Split('/') is [_, var day] && await db.Read(
            c => c.QuerySingleOrDefault<string?>("SELECT figures FROM day_end WHERE day = @day", new { day }), ct) is { } text
            ? Encoding.UTF8.GetBytes(text)
            : null;
}
