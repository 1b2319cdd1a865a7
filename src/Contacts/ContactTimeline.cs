using System.Text.Json;
using System.Text.Json.Nodes;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <summary>
/// A contact's story for people: what the owners of its events let them read, telephone numbers masked, nothing else.
/// </summary>
internal sealed class ContactTimeline(IEnumerable<Capability> capabilities)
{
    /// <summary>
    /// Of the contacts' own events. Paths of files, names of legs and ids of offers are nobody's business.
    /// </summary>
    public static readonly IReadOnlyList<TimelineEvent> Own =
    [
        TimelineEvent.Of<ContactArrived>("channel", "via").WithNumbers("caller"),
        TimelineEvent.Of<ContactDialled>("channel", "agent", "whom", "callsBack"),
        TimelineEvent.Of<DialProgressed>("agent", "what"),
        TimelineEvent.Of<DialAnswered>("agent"),
        TimelineEvent.Of<DialNotAnswered>("agent", "why", "status"),
        TimelineEvent.Of<ContactAnswered>(),
        TimelineEvent.Of<CallerIdentified>("customerId", "level"),
        TimelineEvent.Of<HumanRequested>("path", "reason"),
        TimelineEvent.Of<OutsideHours>("hours", "version"),
        TimelineEvent.Of<SelfServiceFailed>(),
        TimelineEvent.Of<ContactQueued>("queue", "priority", "atFront", "reason"),
        TimelineEvent.Of<PositionAnnounced>("position", "expectedUs"),
        TimelineEvent.Of<ContactOffered>("agent", "phone"),
        TimelineEvent.Of<OfferEnded>("agent", "how"),
        TimelineEvent.Of<ContactConnected>("agent", "waitUs"),
        TimelineEvent.Of<ContactHeld>("agent"),
        TimelineEvent.Of<ContactResumed>("agent", "heldUs"),
        TimelineEvent.Of<AgentMuted>("agent"),
        TimelineEvent.Of<AgentUnmuted>("agent"),
        TimelineEvent.Of<AgentLost>("agent", "reason"),
        TimelineEvent.Of<AgentAway>("agent"),
        TimelineEvent.Of<AgentBack>("agent"),
        TimelineEvent.Of<ConsultationBegun>("agent", "kind", "whom", "thenTransfer"),
        TimelineEvent.Of<ConsultationAnswered>("agent", "whom"),
        TimelineEvent.Of<ConsultationOver>("agent", "whom", "why"),
        TimelineEvent.Of<ConferenceBegun>("agent", "whom"),
        TimelineEvent.Of<ContactHandedOver>("agent", "kind", "whom", "toAgent"),
        TimelineEvent.Of<ContactSentToQueue>("agent", "queue"),
        TimelineEvent.Of<ContactSentToMenu>("agent"),
        TimelineEvent.Of<ContactParked>("agent", "number"),
        TimelineEvent.Of<ContactTakenOver>("agent", "by", "reason"),
        TimelineEvent.Of<SecureEntryBegun>("agent", "secret"),
        TimelineEvent.Of<SecureEntryOver>("agent", "secret", "outcome", "count"),
        TimelineEvent.Of<GuidanceBegun>("agent", "from"),
        TimelineEvent.Of<GuidanceStep>("agent", "path", "waits"),
        TimelineEvent.Of<GuidanceOver>("agent", "why"),
        TimelineEvent.Of<ListenedIn>("who", "agent", "mode", "reason"),
        TimelineEvent.Of<ListeningOver>("who", "agent"),
        TimelineEvent.Of<ContactEnded>("by", "where", "talkUs"),
        TimelineEvent.Of<SelfCompleted>("service"),
        TimelineEvent.Of<SystemDropped>("reason"),
        TimelineEvent.Of<CallWentOn>("where"),
        TimelineEvent.Of<CallbackOwed>("chosen"),
        TimelineEvent.Of<ContactRouted>("queue", "headStartS", "zh", "en", "version"),
        TimelineEvent.Of<ContactWaitRelaxed>("queue", "step"),
        TimelineEvent.Of<SurveyOffered>("agent"),
        TimelineEvent.Of<SurveyAnswered>("agent", "score"),
        TimelineEvent.Of<SurveyNotAnswered>("agent", "why"),
        TimelineEvent.Of<ContactTurnedAway>("queue", "instead"),
        TimelineEvent.Of<CallbackClosed>("by", "why"),
        TimelineEvent.Of<LineQuality>(
            "line", "agent", "lossFromPct", "lossToPct", "jitterFromMs", "jitterToMs", "roundTripMs", "mos",
            "codec"),
        TimelineEvent.Of<RecordingStarted>("recordingId", "consultation"),
        TimelineEvent.Of<RecordingFailed>("consultation"),
        TimelineEvent.Of<PinSpoken>("agent"),
        TimelineEvent.Of<PinDestroyed>("recordingId"),
        TimelineEvent.Of<PinSpokenOver>("agent", "why"),
        TimelineEvent.Of<RecordingRuled>("mode", "kept"),
        TimelineEvent.Of<RecordingPaused>("agent"),
        TimelineEvent.Of<RecordingResumed>("agent", "why"),
        TimelineEvent.Of<RecordingFinalised>("recordingId", "durationMs", "sha256", "gapCount"),
        TimelineEvent.Of<RecordingBroken>("recordingId"),
        TimelineEvent.Of<RecordingPlayed>("recordingId", "user", "purpose"),
        TimelineEvent.Of<WrapupDrafted>("agent", "reasonCode", "note"),
        TimelineEvent.Of<WrapupTakenOver>("agent", "by", "why"),
        TimelineEvent.Of<WrapupSaved>("agent", "reasonCode", "note", "wrapupUs"),
        TimelineEvent.Of<ContactClosed>("disposition"),
    ];

    /// <summary>Told by the recording's segments, not line by line.</summary>
    public static readonly IReadOnlyList<string> Untold = ["contact.segment"];

    private readonly Dictionary<string, TimelineEvent> _shown = capabilities.SelectMany(c => c.Timeline)
        .ToDictionary(e => e.Kind);

    /// <param name="story">The contact's stream, in order.</param>
    public IReadOnlyList<TimelineEntry> Of(IReadOnlyList<JournalRow> story)
    {
        // Of the drafts that 0.1 wrote the last says it all, and nothing once the wrap-up stands.
        var lastDraft = story.Any(r => r.Kind == "contact.wrapup") ? null
            : story.LastOrDefault(r => r.Kind == "contact.wrapupDraft");
        return
        [
            .. from row in story
            where row.Kind != "contact.wrapupDraft" || row == lastDraft
            where _shown.ContainsKey(row.Kind)
            select new TimelineEntry(row.Seq, Clock.FromUs(row.AtUs), row.Kind, Shown(_shown[row.Kind], row)),
        ];
    }

    private static JsonElement Shown(TimelineEvent shown, JournalRow row)
    {
        var body = JsonNode.Parse(row.Body)!.AsObject();
        var visible = new JsonObject();
        foreach (var name in shown.Plain)
            if (body[name] is { } value)
                visible[name] = value.DeepClone();
        foreach (var name in shown.Numbers)
            if (body[name] is { } number)
                visible[name] = Masks.Phone(number.GetValue<string>());
        return JsonSerializer.SerializeToElement(visible);
    }
}
