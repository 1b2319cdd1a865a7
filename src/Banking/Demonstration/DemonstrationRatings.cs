using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// What risk the demonstration's people bear, once, where nobody is rated at all: every level, one in ten never rated,
/// and ratings of any age, so that one in seven has run out.
/// </summary>
internal sealed class DemonstrationRatings(
    IDb db, IRiskRatings ratings, IDemonstrationBank bank, BankingOptions options, KernelOptions kernel,
    TimeProvider time) : IAtStart
{
    private const int OldestDays = 430;

    public async Task Run(CancellationToken ct)
    {
        if (!bank.On || await ratings.Any(ct))
            return;
        var today = kernel.DayOf(time.NowUs());
        var people = DemonstrationBook.Of(options.DemonstrationSeed, today).Customers
            .Where(one => one.Kind == CustomerKind.Personal).ToList();
        await db.Write(scope =>
        {
            foreach (var person in people)
            {
                if (Of(DemonstrationBook.NumberOf(person.Id), today) is { } rating)
                    ratings.Put(scope, person.Id, rating);
            }

            return true;
        }, ct);
    }

    /// <summary>张伟 bears C4, 𠮷建国 C1, 王芳 (67) C5; 陈强 was never rated, 李明 too long ago.</summary>
    private RiskRating? Of(int number, DateOnly today)
    {
        var (level, days) = number switch
        {
            10_001 => (4, 60),
            10_002 => (1, 30),
            10_005 => (0, 0),
            10_020 => (3, 400),
            10_065 => (5, 90),
            _ => Any(Chance.For(options.DemonstrationSeed + 1, number)),
        };
        return level == 0 ? null : new RiskRating($"C{level}", today.AddDays(-days));
    }

    private static (int Level, int Days) Any(Chance chance) =>
        (chance.OneIn(10) ? 0 : 1 + chance.Below(5), chance.Below(OldestDays));
}
