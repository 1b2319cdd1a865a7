using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <summary>A contact's place in the journal while it lives, on any channel. Safe to use from several stories at once.</summary>
public sealed class ContactRecord(string id, IJournal journal)
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id => id;

    public string Stream => StreamOf(id);

    /// <summary>The last entry of its channel but the closing is written: the call is over, whatever an agent still owes.</summary>
    public Task WhenOver => _over.Task;

    public static string StreamOf(string contactId) => $"contact/{contactId}";

    public void Over() => _over.TrySetResult();

    /// <summary>For what somebody is told or that counts: on disk before it goes on.</summary>
    public Task<JournalRow> Acknowledge(object happened) => journal.Append(Stream, happened);

    /// <summary>For what nobody was told: in order, not waited for.</summary>
    public void Note(object happened, long? atUs = null) => journal.Post(Stream, happened, atUs: atUs);
}
