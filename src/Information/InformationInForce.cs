using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Information;

internal sealed class InformationInForce(IDefinitions definitions, KernelOptions kernel, TimeProvider time)
    : IInformation
{
    public InformationView Now()
    {
        var local = kernel.LocalTime(time.NowUs());
        return InformationView.Of(
            definitions.Now(BranchList.Kind).Value, definitions.Now(RateList.Kind).Value,
            definitions.Now(BulletinList.Kind).Value, key => On(key, DateOnly.FromDateTime(local)), local);
    }

    public IReadOnlyList<HoursSpan> OpenOn(Branch branch, DateOnly day) =>
        branch.Closed is null ? On(branch.Hours, day) : [];

    /// <param name="key">Of the hours.</param>
    private IReadOnlyList<HoursSpan> On(string key, DateOnly day)
    {
        if (!definitions.Keys(OpeningHours.Kind).Contains(key))
            return [];
        var hours = definitions.Now(OpeningHours.Kind, key).Value;
        return hours.On(definitions.Now(Calendars.Kind, hours.Calendar).Value, day);
    }
}
