using TellerLine.Contacts;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Calls;

/// <summary>Whether callers get a person now: the definition <c>hours/persons</c> and its calendar.</summary>
internal sealed class ServiceHours(IDefinitions definitions, KernelOptions kernel, TimeProvider time)
{
    /// <returns>Null while somebody is on duty.</returns>
    public OutsideHours? Closed()
    {
        var hours = definitions.Now(OpeningHours.Kind, OpeningHours.Persons);
        var calendar = definitions.Now(Calendars.Kind, hours.Value.Calendar);
        return hours.Value.IsOpen(calendar.Value, kernel.LocalTime(time.NowUs()))
            ? null
            : new OutsideHours(hours.Key, hours.Version);
    }
}
