using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace TellerLine.Calls;

/// <summary>What is not kept of a contact that is being recorded, and why; several reasons may hold at once.</summary>
internal sealed partial class ContactRecorder
{
    public const string PinSpoken = "pinSpoken";
    public const string Paused = "paused";
    public const string Policy = "policy";

    private readonly ConcurrentDictionary<string, ImmutableSortedSet<string>> _withheld = new();

    /// <summary>Why nothing of it is kept just now; null while all of it is, or it is not recorded at all.</summary>
    public string? WithheldFor(string contactId) =>
        _withheld.TryGetValue(contactId, out var why) && !why.IsEmpty
            ? why.Contains(PinSpoken) ? PinSpoken : why[0] : null;

    /// <summary>It proves nothing from before the order to after it is lifted.</summary>
    public async Task Withhold(LiveContact contact, string why, bool on)
    {
        await contact.Withholding.WaitAsync();
        try
        {
            await Withheld(contact, why, on);
        }
        finally
        {
            contact.Withholding.Release();
        }
    }

    private async Task Withheld(LiveContact contact, string why, bool on)
    {
        var before = _withheld.GetValueOrDefault(contact.Id, []);
        var after = on ? before.Add(why) : before.Remove(why);
        if (on)
            _withheld[contact.Id] = after;
        if (before.IsEmpty != after.IsEmpty && contact.Recording)
            await Order(contact, withheld: !after.IsEmpty);
        if (after.IsEmpty)
            _withheld.TryRemove(contact.Id, out _);
        else
            _withheld[contact.Id] = after;
    }

    /// <summary>
    /// Of a line that is gone nothing more is kept: what is lifted by its end is lifted all the same.
    /// </summary>
    private static async Task Order(LiveContact contact, bool withheld)
    {
        try
        {
            await contact.Customer.WithholdRecording(withheld);
        }
        catch (OperationCanceledException) when (!withheld && contact.Customer.Gone.IsCancellationRequested)
        {
        }
    }
}
