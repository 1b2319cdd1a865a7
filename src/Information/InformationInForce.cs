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
            definitions.Now(BulletinList.Kind).Value, Today, local);

        IReadOnlyList<HoursSpan> Today(string key)
        {
            if (!definitions.Keys(OpeningHours.Kind).Contains(key))
                return [];
            var hours = definitions.Now(OpeningHours.Kind, key).Value;
            return hours.On(definitions.Now(Calendars.Kind, hours.Calendar).Value, DateOnly.FromDateTime(local));
        }
    }
}
