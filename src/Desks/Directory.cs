using Microsoft.Extensions.DependencyInjection;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Desks;

/// <param name="Code">For ever.</param>
/// <param name="Zh">What it is, in Chinese, and <paramref name="En"/> in English.</param>
/// <param name="Initials">Of the Chinese name's pinyin, as people type them: <c>cdzh</c>.</param>
/// <param name="Number">As it is dialled: a user's, or a telephone number outside.</param>
/// <param name="Hours">Key of the <c>hours</c> in which it is answered; null: at any time.</param>
public sealed record DirectoryEntry(
    string Code, string Zh, string En, string? Initials, string Number, string? Hours = null);

/// <summary>
/// The kind <c>directory</c> (通讯录): branches and experts whom an agent may consult and hand a customer to.
/// </summary>
public sealed record PhoneDirectory(IReadOnlyList<DirectoryEntry> Entries)
{
    public static readonly DefinitionKind<PhoneDirectory> Kind = new("directory", "通讯录", "Directory")
    {
        Edit = DesksPermissions.EditDirectory,
        Schema = Text("directory.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "通讯录", "Directory", Text("directory.yaml"))],
        Read = DefinitionReader.As<PhoneDirectory>((list, services) => list.Faults(
            services.GetRequiredService<IDefinitions>().Keys(OpeningHours.Kind))),
    };

    public DirectoryEntry? Find(string code) => Entries.FirstOrDefault(entry => entry.Code == code);

    private IEnumerable<DefinitionFault> Faults(IReadOnlyList<string> hours) =>
        DefinedLists.Twice(Entries.Select(entry => entry.Code), "/entries").Concat(
            Entries.Select((entry, i) => (entry.Hours, i)).Where(each => each.Hours is { } key && !hours.Contains(key))
            .Select(each => new DefinitionFault(
                $"/entries/{each.i}/hours", $"没有营业时间 {each.Hours}；现有：{string.Join("、", hours)}",
                $"there are no hours {each.Hours}; there are {string.Join(", ", hours)}")));

    private static string Text(string name) =>
        ShippedDefinition.Text(typeof(PhoneDirectory).Assembly, $"TellerLine.Desks.kinds.{name}");
}

/// <param name="Open">It is answered now, by its hours.</param>
public sealed record DirectoryView(string Code, BilingualName Name, string? Initials, string Number, bool Open);

/// <summary>The directory as it is now.</summary>
public sealed class Directories(IDefinitions definitions, KernelOptions kernel, TimeProvider time)
{
    public IReadOnlyList<DirectoryView> All =>
        [.. definitions.Now(PhoneDirectory.Kind).Value.Entries.Select(entry => new DirectoryView(
            entry.Code, new(entry.Zh, entry.En), entry.Initials, entry.Number, IsOpen(entry)))];

    /// <returns>What is to be called, or why not: <c>badWhom</c>, <c>closedNow</c>.</returns>
    public (CallVerb.Consult? Asked, string? Refused) Consult(string code, bool thenTransfer) =>
        definitions.Now(PhoneDirectory.Kind).Value.Find(code) is { } entry
            ? Consult(entry, thenTransfer) : (null, "badWhom");

    /// <returns>The same of the entry with this number; null when there is none.</returns>
    public (CallVerb.Consult? Asked, string? Refused)? ByNumber(string number, bool thenTransfer) =>
        definitions.Now(PhoneDirectory.Kind).Value.Entries.FirstOrDefault(entry => entry.Number == number) is { } entry
            ? Consult(entry, thenTransfer) : null;

    private (CallVerb.Consult? Asked, string? Refused) Consult(DirectoryEntry entry, bool thenTransfer) =>
        IsOpen(entry)
            ? (new CallVerb.Consult("number", entry.Number, thenTransfer, new(entry.Zh, entry.En)), null)
            : (null, "closedNow");

    /// <summary>Hours that are not in force any more close nobody.</summary>
    private bool IsOpen(DirectoryEntry entry)
    {
        if (entry.Hours is not { } key || !definitions.Keys(OpeningHours.Kind).Contains(key))
            return true;
        var hours = definitions.Now(OpeningHours.Kind, key).Value;
        return hours.IsOpen(
            definitions.Now(Calendars.Kind, hours.Calendar).Value, kernel.LocalTime(time.NowUs()));
    }
}
