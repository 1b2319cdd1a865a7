using TellerLine.Access;
using TellerLine.Definitions;

namespace TellerLine.Information;

/// <summary>What anybody may be told now, to callers and to staff alike.</summary>
/// <param name="Districts">That have a branch.</param>
/// <param name="Bulletins">Of today.</param>
public sealed record InformationView(
    IReadOnlyList<District> Districts, IReadOnlyList<BranchView> Branches, IReadOnlyList<Rate> Deposits,
    IReadOnlyList<Rate> Loans, IReadOnlyList<ExchangeRate> Exchange, IReadOnlyList<Bulletin> Bulletins)
{
    /// <param name="hours">The spans of today, by the key of the hours.</param>
    /// <param name="local">In the bank's time zone.</param>
    internal static InformationView Of(
        BranchList branches, RateList rates, BulletinList bulletins, Func<string, IReadOnlyList<HoursSpan>> hours,
        DateTime local)
    {
        var minute = (local.Hour * 60) + local.Minute;
        return new(
            [.. branches.Districts.Where(one => branches.Branches.Any(branch => branch.District == one.Code))],
            [.. branches.Branches.Select(branch => Standing(branch, hours(branch.Hours)))],
            rates.Deposits, rates.Loans, rates.Exchange,
            [.. bulletins.Bulletins.Where(one => one.IsTold(DateOnly.FromDateTime(local)))]);

        BranchView Standing(Branch branch, IReadOnlyList<HoursSpan> today)
        {
            IReadOnlyList<HoursSpan> open = branch.Closed is null ? today : [];
            return new(
                branch, open, open.Any(span => minute >= span.FromMinute && minute < span.ToMinute));
        }
    }
}

/// <param name="Today">When it is open today, of the bank's day; empty: it is not.</param>
public sealed record BranchView(Branch Branch, IReadOnlyList<HoursSpan> Today, bool OpenNow);

/// <summary>Branches, rates and bulletins in force.</summary>
public interface IInformation
{
    /// <remarks>Costs a look into memory.</remarks>
    InformationView Now();

    /// <summary>When a branch is open on a day of the bank's; empty: it is not.</summary>
    IReadOnlyList<HoursSpan> OpenOn(Branch branch, DateOnly day);
}
