using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using TellerLine.Access;
using TellerLine.Calls;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Routing;

namespace TellerLine.Supervision;

/// <param name="Calls">Oldest first; of those the reader may see.</param>
public sealed record FloorView(IReadOnlyList<FloorAgent> Agents, IReadOnlyList<FloorCall> Calls, bool MayListen);

public sealed record FloorAgent(
    string Number, BilingualName Name,
    [property: AllowedValues("signedOut", "notReady", "ready", "ringing", "talking", "hold", "wrapup")] string State,
    string? Reason, DateTimeOffset Since);

/// <param name="CustomerState">See <see cref="DeskCall.CustomerState"/>.</param>
/// <param name="Whom">Whom the agent calls or consults, or null.</param>
/// <param name="Ears">Who listens in.</param>
public sealed record FloorCall(
    string ContactId, string Agent, BilingualName AgentName, string? CustomerName, string? Title, string? Segment,
    string CallerMasked, DateTimeOffset ConnectedAt,
    [property: AllowedValues("talking", "held", "music")] string CustomerState, bool Recording, string? Whom,
    IReadOnlyList<DeskEar> Ears);

/// <param name="Reason">Why, in the listener's words; 1 to 200 characters.</param>
public sealed record ListenCommand(
    [property: AllowedValues("listen", "whisper", "barge")] string? Mode, string? Reason);

/// <summary>The floor as it is now, and listening in on it (现场监听).</summary>
internal sealed class Floor(
    IRouting routing, IConversations conversations, AgentNames names, IUsers users, IAudit audit)
{
    private const int LongestReason = 200;
    private const int Most = 1_000;

    public FloorView Now(ClaimsPrincipal reader)
    {
        var scope = users.ScopeOf(reader, SupervisionCapability.Watch);
        return new FloorView(
            [.. routing.Look().Agents.Where(agent => scope.Covers(agent.Agent)).Take(Most).Select(
                agent => new FloorAgent(
                    agent.Agent, names.Of(agent.Agent), AgentNames.StateOf(agent.State), agent.Reason,
                    Clock.FromUs(agent.SinceUs)))],
            [.. conversations.All.Where(one => scope.Covers(one.Agent)).Take(Most).Select(Shown)],
            reader.May(SupervisionCapability.ListenIn));
    }

    public async Task<Results<NoContent, NotFound, ProblemHttpResult>> Listen(
        string contactId, ListenCommand command, ClaimsPrincipal who, CancellationToken ct)
    {
        if (!Enum.TryParse<ListenMode>(command.Mode, ignoreCase: true, out var mode) || !Enum.IsDefined(mode))
            return Problems.Problem(422, "没有这种监听方式。 / There is no such way to listen.", "badMode");
        if (command.Reason?.Trim() is not { Length: > 0 and <= LongestReason } reason || reason.Any(char.IsControl))
            return Problems.Problem(422, "请说明理由（至多 200 字）。 / Say why, in at most 200 characters.", "reasonMissing");
        var scope = users.ScopeOf(who, SupervisionCapability.ListenIn);
        if (conversations.All.FirstOrDefault(one => one.Call.ContactId == contactId) is not { } call
            || !scope.Covers(call.Agent))
            return TypedResults.NotFound();
        // Before a word is heard.
        await audit.Record(
            who.Number(), "floor.listened", $"contact/{contactId}", $"{mode.ToString().ToLowerInvariant()} {reason}",
            ct);
        if (await conversations.Listen(contactId, who.Number(), mode, reason) is not { } code)
            return TypedResults.NoContent();
        await audit.Record(who.Number(), "floor.listenRefused", $"contact/{contactId}", code, ct);
        return Problems.Problem(409, Words(code), code);
    }

    public async Task<Results<NoContent, NotFound>> Stop(string contactId, ClaimsPrincipal who) =>
        await conversations.StopListening(contactId, who.Number()) is null ? TypedResults.NoContent()
            : TypedResults.NotFound();

    private FloorCall Shown(ConversationNow one) => new(
        one.Call.ContactId, one.Agent, names.Of(one.Agent), one.Call.CustomerName, one.Call.Title, one.Call.Segment,
        one.Call.CallerMasked, one.Call.ConnectedAt, one.Call.CustomerState, one.Call.Recording,
        one.Call.Consult?.Whom, one.Ears);

    private static string Words(string code) => code switch
    {
        "noDesk" => "请先打开座席工作台。 / Open your desk first.",
        "notReadyFirst" => "请先示忙。 / Be not ready first.",
        "listening" => "您正在监听另一个通话。 / You are listening to another call.",
        "phoneDown" => "您的网页电话未就绪。 / Your browser's telephone is not up.",
        "ownCall" => "这是您自己的通话。 / It is your own call.",
        "full" => "监听人数已满。 / As many listen as may.",
        _ => "通话已结束。 / The call is over.",
    };
}
