using TellerLine.Contacts.Core;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <summary>
/// A contact's place in the journal while it lives, on any channel, and what of its story decides how it is closed.
/// Safe to use from several stories at once: the call's, and the agent's who wraps up.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design", "CA1001", Justification = "A semaphore whose handle nobody asks for holds nothing.")]
public sealed class ContactRecord
{
    private readonly Lock _gate = new();
    private readonly IJournal _journal;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _closing = new(1, 1);
    private ContactFacts _facts;

    /// <summary>A new contact.</summary>
    public ContactRecord(string id, IJournal journal, TimeProvider time)
        : this(id, journal, time, new ContactFacts())
    {
    }

    private ContactRecord(string id, IJournal journal, TimeProvider time, ContactFacts facts) =>
        (Id, _journal, _time, _facts) = (id, journal, time, facts);

    public string Id { get; }

    public string Stream => StreamOf(Id);

    /// <summary>The person asked for has answered at least once.</summary>
    public bool Served => Facts.Served;

    /// <summary>Customer and centre have parted.</summary>
    public bool HasEnded => Facts.ChannelEnd is not null;

    /// <summary>
    /// The agent who has it in hand and has not wrapped up, else the first who owes a wrap-up, or null.
    /// </summary>
    public string? InHandOf =>
        Facts is var facts && facts.InHandOf is { } agent && facts.Owing.Contains(agent) ? agent
        : facts.Owing.Count > 0 ? facts.Owing[0] : null;

    /// <summary>An agent began it.</summary>
    public bool Outbound => Facts.Outbound;

    internal ContactFacts Facts
    {
        get
        {
            lock (_gate)
                return _facts;
        }
    }

    /// <summary>This agent served it and has not wrapped up.</summary>
    public bool IsOwedBy(string agent) => Facts.Owing.Contains(agent);

    /// <summary>
    /// Known from the journal as it stood then: what others have told of the contact since, this does not know.
    /// </summary>
    internal bool IsRetold { get; private set; }

    /// <summary>Its channel outlived the process: what is told of it is told here again.</summary>
    public void GoOn() => IsRetold = false;

    public static string StreamOf(string contactId) => $"contact/{contactId}";

    /// <summary>One whose process is dead: known from its story, its channel gone.</summary>
    internal static async Task<ContactRecord> Of(
        string id, IJournal journal, TimeProvider time, CancellationToken ct) =>
        new(id, journal, time, ContactFacts.Of(await journal.ReadStream(StreamOf(id), ct: ct))) { IsRetold = true };

    /// <summary>For what somebody is told or that counts: on disk before it goes on.</summary>
    public Task<JournalRow> Acknowledge(object happened)
    {
        ContactMeter.Count(happened, Facts);
        Learn(facts => facts.With(happened, _time.NowUs()));
        return _journal.Append(Stream, happened);
    }

    /// <summary>For what nobody was told: in order, not waited for.</summary>
    public void Note(object happened, long? atUs = null)
    {
        ContactMeter.Count(happened, Facts);
        Learn(facts => facts.With(happened, _time.NowUs()));
        _journal.Post(Stream, happened, atUs: atUs);
    }

    /// <summary>The customer went from the greeting into self-service.</summary>
    public void EnterSelfService() => Learn(facts => facts with { Where = "selfService" });

    /// <summary>The customer got what he came for.</summary>
    public void Achieve(string service) => Learn(facts => facts with { Achieved = service });

    /// <summary>There was no place in the queue.</summary>
    public void Refuse() => Learn(facts => facts with { Refused = true });

    /// <summary>The customer and the centre have parted: how, is written. Only the first end counts.</summary>
    /// <param name="by"><c>customer</c>, <c>agent</c>, <c>system</c>.</param>
    /// <param name="droppedBy">See <see cref="SystemDropped.Reason"/>; null when the system did not drop it.</param>
    public Task End(string by, long talkUs, string? droppedBy = null)
    {
        Learn(facts => facts with { ChannelEnd = facts.ChannelEnd ?? new ChannelEnd(by, droppedBy, talkUs) });
        return Write();
    }

    /// <summary>Nothing more comes of its channel: the contact is closed, unless an agent owes the wrap-up.</summary>
    public Task Over()
    {
        Learn(facts => facts with { ChannelOver = true });
        return Write();
    }

    /// <summary>
    /// The wrap-up is written: the contact is closed, when its channel is gone too and nobody else owes one.
    /// </summary>
    /// <param name="instead">It was another's to write.</param>
    internal Task WrapUp(WrapupSaved saved, WrapupTakenOver? instead)
    {
        if (instead is not null)
            Learn(facts => facts.With(instead, _time.NowUs()));
        Learn(facts => facts.With(saved, _time.NowUs()));
        return Write();
    }

    /// <remarks>
    /// One at a time, so that the call's end and the agent's wrap-up in the same instant close it once.
    /// </remarks>
    private async Task Write()
    {
        await _closing.WaitAsync();
        try
        {
            foreach (var missing in ContactClosing.Decide(Facts))
            {
                await _journal.Append(Stream, missing);
                ContactMeter.Count(missing, Facts);
                Learn(facts => facts.With(missing, _time.NowUs()));
            }
        }
        finally
        {
            _closing.Release();
        }
    }

    private void Learn(Func<ContactFacts, ContactFacts> told)
    {
        lock (_gate)
            _facts = told(_facts);
    }
}
