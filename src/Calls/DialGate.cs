using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>Who may dial what. A refusal stands in the audit trail before anybody is told it.</summary>
internal interface IDialGate
{
    /// <param name="number">As it would go out.</param>
    /// <param name="shown">As it may be shown.</param>
    /// <param name="subject">What the trail writes it to: <c>contact/…</c>, <c>desk/…</c>.</param>
    /// <returns>Null when it may be dialled.</returns>
    Task<DialRefused?> Refusal(string agent, string number, string shown, string subject);
}

/// <param name="Rule">The bank's rule that forbids the number; null when the agent may dial none.</param>
internal sealed record DialRefused(DiallingRule? Rule)
{
    /// <summary>For a page.</summary>
    public string Code => Rule is null ? "mayNotDial" : "dialForbidden";
}

internal sealed class DialGate(IDefinitions definitions, IUsers users, IExchange exchange, IAudit audit) : IDialGate
{
    public async Task<DialRefused?> Refusal(string agent, string number, string shown, string subject)
    {
        var may = users.ByNumber(agent) is { } user
            && CallsPermissions.DialOut.ReachOf(user.Roles) != Reach.None;
        // A telephone of the house is not outside.
        if (may && exchange.IsRegistered(number))
            return null;
        var rule = may ? definitions.Now(DiallingRules.Kind).Value.For(number) : null;
        if (rule is { Allowed: true })
            return null;
        await audit.Record(
            agent, "call.dialRefused", subject,
            rule is null ? $"{shown}, {CallsPermissions.DialOut.Name}" : $"{shown}, {rule.Prefix} {rule.Zh}");
        return new DialRefused(rule);
    }
}
