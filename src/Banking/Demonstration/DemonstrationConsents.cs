using TellerLine.Kernel;
using TellerLine.Notices;

namespace TellerLine.Banking;

/// <summary>
/// What the demonstration's customers have said to marketing and care: those with a story each their own, of the others
/// half and two in three say yes, one in ten no more. Once, where no consent is on record.
/// </summary>
internal sealed class DemonstrationConsents(
    IDb db, IConsents? consents, IDemonstrationBank bank, BankingOptions options) : IAtStart
{
    private const string AtOpening = "开户申请书 · account opening form", LaterOn = "客户来电 · a call";

    public async Task Run(CancellationToken ct)
    {
        if (consents is null || !bank.On || await db.Read(consents.Any, ct))
            return;
        await db.Write(scope =>
        {
            for (var i = 1; i <= DemonstrationBook.Persons; i++)
            {
                foreach (var (purpose, state) in Of(10_000 + i))
                {
                    consents.Change(
                        scope, DemonstrationBook.PersonId(10_000 + i), purpose, ConsentState.Granted, AtOpening, "system");
                    if (state == ConsentState.Withdrawn)
                        consents.Change(
                            scope, DemonstrationBook.PersonId(10_000 + i), purpose, state, LaterOn, "system");
                }
            }
            return true;
        }, ct);
    }

    /// <summary>Of those who never said anything there is nothing.</summary>
    private List<(NoticePurpose Purpose, ConsentState State)> Of(int number) => number switch
    {
        10_001 or 10_065 =>
            [(NoticePurpose.Marketing, ConsentState.Granted), (NoticePurpose.Care, ConsentState.Granted)],
        10_002 => [(NoticePurpose.Marketing, ConsentState.Withdrawn), (NoticePurpose.Care, ConsentState.Granted)],
        10_005 => [],
        10_020 => [(NoticePurpose.Care, ConsentState.Granted)],
        _ => Chosen(Chance.For(options.DemonstrationSeed + 1, number)),
    };

    private static List<(NoticePurpose Purpose, ConsentState State)> Chosen(Chance chance)
    {
        List<(NoticePurpose, ConsentState)> said = [];
        if (chance.OneIn(2))
            said.Add((NoticePurpose.Marketing, chance.OneIn(10) ? ConsentState.Withdrawn : ConsentState.Granted));
        if (!chance.OneIn(3))
            said.Add((NoticePurpose.Care, chance.OneIn(10) ? ConsentState.Withdrawn : ConsentState.Granted));
        return said;
    }
}
