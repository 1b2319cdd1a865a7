using TellerLine.Definitions;
using TellerLine.Information;
using TellerLine.Rules.Information;

namespace TellerLine.Rules.SelfService;

/// <summary>What ships, at a quarter past ten of a workday.</summary>
internal sealed class OpenInformation : IInformation
{
    public InformationView? Other { get; set; }

    public InformationView Now() => Other ?? InformationView.Of(
        InformationTests.Branches, InformationTests.Rates, InformationTests.Bulletins,
        key => key == "branches"
            ? [new HoursSpan(9 * 60, 17 * 60)]
            : [new HoursSpan(9 * 60, 12 * 60), new HoursSpan((13 * 60) + 30, 17 * 60)],
        new DateTime(2026, 3, 2, 10, 15, 0));

    public IReadOnlyList<HoursSpan> OpenOn(Branch branch, DateOnly day) => [new HoursSpan(9 * 60, 17 * 60)];
}
