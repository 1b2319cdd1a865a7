using TellerLine.Contacts;
using TellerLine.Definitions;

namespace TellerLine.Calls;

/// <summary>
/// What of a contact is recorded, as the bank decides it (definition <c>recording</c>): looked up where the call comes
/// to another place, and kept by it there.
/// </summary>
internal sealed class RecordingRules(ContactRecorder recorder, IDefinitions definitions)
{
    private static readonly IReadOnlyList<string> NoPath = [];

    /// <summary>Nobody was asked for yet.</summary>
    public Task Answered(LiveContact contact) => Apply(contact, null, NoPath, talking: false);

    public Task Asked(LiveContact contact) =>
        Apply(contact, contact.Routed(definitions).Queue, contact.Request!.Path, talking: false);

    /// <summary>A person and the customer talk, or have done.</summary>
    public Task Talks(LiveContact contact, bool on) =>
        contact.Rule is { } rule ? Set(contact, rule.Rule, rule.Version, rule.Rule.Keeps(on)) : Task.CompletedTask;

    /// <summary>The agent begins to record what is recorded on demand.</summary>
    /// <returns>False: nothing waits for that.</returns>
    public async Task<bool> Demanded(LiveContact contact)
    {
        if (contact.Rule is not { Rule: { Mode: "onDemand" } rule } now || now.Kept)
            return false;
        await Set(contact, rule, now.Version, kept: true);
        return true;
    }

    /// <summary>A consultation is recorded of contacts that are, where the bank wants it.</summary>
    public bool KeepsConsultations(LiveContact contact) =>
        contact.Rule is { Kept: true } && definitions.Now(RecordingPolicy.Kind).Value.Consultations.Recorded;

    /// <summary>A call that outlived its process; what was begun on demand is to be begun again.</summary>
    public Task GoesOn(LiveContact contact, bool talking)
    {
        contact.RecordingTried = contact.Recording;
        return contact.Request is { } asked
            ? Apply(contact, contact.Routed(definitions).Queue, asked.Path, talking)
            : Apply(contact, null, NoPath, talking);
    }

    private Task Apply(LiveContact contact, string? queue, IReadOnlyList<string> path, bool talking)
    {
        var policy = definitions.Now(RecordingPolicy.Kind);
        var rule = policy.Value.RuleFor(queue, path);
        return Set(contact, rule, policy.Version, rule.Keeps(talking));
    }

    private async Task Set(LiveContact contact, RecordingRule rule, int version, bool kept)
    {
        var before = contact.Rule;
        contact.Rule = new(rule, version, kept);
        // That all of a contact is recorded goes without saying.
        if (before is null ? !kept : before.Kept != kept || before.Rule.Mode != rule.Mode)
            contact.Note(new RecordingRuled(rule.Mode, kept, rule.Zh, rule.En, version));
        await recorder.Withhold(contact, ContactRecorder.Policy, !kept);
        if (rule.Mode == "none" || contact.RecordingTried)
            return;
        contact.RecordingTried = true;
        await recorder.Start(contact);
    }
}

/// <param name="Kept">It is recorded just now, as far as the rule goes.</param>
internal sealed record RuleNow(RecordingRule Rule, int Version, bool Kept);
