using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using TellerLine.Access;
using TellerLine.Calls;
using TellerLine.Definitions;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Routing;

namespace TellerLine.Supervision;

/// <param name="Calls">Oldest first; of those the reader may see.</param>
public sealed record FloorView(
    IReadOnlyList<FloorQueue> Queues, IReadOnlyList<FloorAgent> Agents, IReadOnlyList<FloorCall> Calls,
    bool MayListen, bool MayTakeOver)
{
    /// <summary>The emergency announcement, while it is on; else null.</summary>
    public FloorEmergency? Emergency { get; init; }

    public bool MaySwitchEmergency { get; init; }
}

public sealed record FloorEmergency(BilingualName By, DateTimeOffset Since);

/// <param name="Reason">Why, 1 to 200 characters.</param>
public sealed record EmergencyCommand(bool? On, string? Reason);

/// <param name="Waiting">Those who ring at an agent not included.</param>
/// <param name="LongestSince">The oldest wait clock, or null.</param>
/// <param name="ExpectedMs">How long who joins now would wait.</param>
/// <param name="Next">The agents who are offered the next contacts, in their order.</param>
public sealed record FloorQueue(
    string Code, BilingualText Name, int Waiting, DateTimeOffset? LongestSince, long ExpectedMs, int Ready,
    IReadOnlyList<string> Next);

public sealed record FloorAgent(
    string Number, BilingualName Name,
    [property: AllowedValues("signedOut", "notReady", "ready", "ringing", "talking", "hold", "wrapup", "chatting",
        "working")] string State,
    string? Reason, DateTimeOffset Since)
{
    /// <summary>Longer in this state than the bank wants (the definition <c>queues</c>).</summary>
    public bool Overstays { get; init; }
}

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

/// <param name="Reason">Why, in the words of who takes it; 1 to 200 characters.</param>
public sealed record TakeOverCommand(string? Reason);

/// <summary>The floor as it is now, and listening in on it (现场监听).</summary>
internal sealed class Floor(
    IRouting routing, IConversations conversations, AgentNames names, IUsers users, IAudit audit,
    IDefinitions definitions, EmergencyNotice emergency, TimeProvider time)
{
    private const int LongestReason = 200;
    private const int Most = 1_000;

    public FloorView Now(ClaimsPrincipal reader)
    {
        var scope = users.ScopeOf(reader, SupervisionCapability.Watch);
        var (now, queues) = (routing.Look(), definitions.Now(QueueList.Kind).Value);
        var limits = queues.Plan().StateLimits;
        return new FloorView(
            [.. queues.Queues.Select(queue => Shown(queue, now.Queue(queue.Code)))],
            [.. now.Agents.Where(agent => scope.Covers(agent.Agent)).Take(Most).Select(
                agent => new FloorAgent(
                    agent.Agent, names.Of(agent.Agent), AgentNames.StateOf(agent.State), agent.Reason,
                    Clock.FromUs(agent.SinceUs))
                {
                    Overstays = limits.FirstOrDefault(limit => limit.Is(agent.State, agent.Reason)) is { } limit
                        && time.NowUs() - agent.SinceUs >= limit.AtMostUs,
                })],
            [.. conversations.All.Where(one => scope.Covers(one.Agent)).Take(Most).Select(Shown)],
            reader.May(SupervisionCapability.ListenIn), reader.May(SupervisionCapability.TakeOver))
        {
            Emergency = emergency.Now is { On: true, By: { } by } on
                ? new(names.Of(by), Clock.FromUs(on.SinceUs)) : null,
            MaySwitchEmergency = reader.May(SupervisionCapability.SwitchEmergency),
        };
    }

    public async Task<Results<NoContent, NotFound, ProblemHttpResult>> Listen(
        string contactId, ListenCommand command, ClaimsPrincipal who, CancellationToken ct)
    {
        if (!Enum.TryParse<ListenMode>(command.Mode, ignoreCase: true, out var mode) || !Enum.IsDefined(mode))
            return Problems.Problem(422, "没有这种监听方式。 / There is no such way to listen.", "badMode");
        if (Understood(command.Reason) is not { } reason)
            return NoReason();
        if (!Reaches(who, SupervisionCapability.ListenIn, contactId))
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

    /// <summary>Who listens to it has the customer from now on.</summary>
    public async Task<Results<NoContent, NotFound, ProblemHttpResult>> TakeOver(
        string contactId, TakeOverCommand command, ClaimsPrincipal who, CancellationToken ct)
    {
        if (Understood(command.Reason) is not { } reason)
            return NoReason();
        if (!Reaches(who, SupervisionCapability.TakeOver, contactId))
            return TypedResults.NotFound();
        await audit.Record(who.Number(), "floor.tookOver", $"contact/{contactId}", reason, ct);
        if (await conversations.TakeOver(contactId, who.Number(), reason) is not { } code)
            return TypedResults.NoContent();
        await audit.Record(who.Number(), "floor.takeOverRefused", $"contact/{contactId}", code, ct);
        return Problems.Problem(409, Words(code), code);
    }

    public async Task<Results<NoContent, ProblemHttpResult>> Emergency(
        EmergencyCommand command, ClaimsPrincipal who, CancellationToken ct)
    {
        if (command.On is not { } on)
            return Problems.Problem(422, "请说明开启还是关闭。 / Say on or off.", "onMissing");
        if (Understood(command.Reason) is not { } reason)
            return NoReason();
        await emergency.Switch(on, who.Number(), reason, ct);
        return TypedResults.NoContent();
    }

    public async Task<Results<NoContent, NotFound>> Stop(string contactId, ClaimsPrincipal who) =>
        await conversations.StopListening(contactId, who.Number()) is null ? TypedResults.NoContent()
            : TypedResults.NotFound();

    private bool Reaches(ClaimsPrincipal who, Permission permission, string contactId) =>
        conversations.All.FirstOrDefault(one => one.Call.ContactId == contactId) is { } call
        && users.ScopeOf(who, permission).Covers(call.Agent);

    private static string? Understood(string? reason) =>
        reason?.Trim() is { Length: > 0 and <= LongestReason } said && !said.Any(char.IsControl) ? said : null;

    private static ProblemHttpResult NoReason() =>
        Problems.Problem(422, "请说明理由（至多 200 字）。 / Say why, in at most 200 characters.", "reasonMissing");

    private FloorQueue Shown(DefinedQueue queue, QueueView view) => new(
        queue.Code, new(queue.Zh, queue.En), view.Waiting,
        view.LongestSinceUs is { } us ? Clock.FromUs(us) : null, view.ExpectedUs / 1_000, view.ReadyAgents,
        routing.NextAgents(queue.Code, atMost: 3));

    private FloorCall Shown(ConversationNow one) => new(
        one.Call.ContactId, one.Agent, names.Of(one.Agent), one.Call.CustomerName, one.Call.Title, one.Call.Segment,
        one.Call.CallerMasked, one.Call.ConnectedAt, one.Call.CustomerState, one.Call.Kept.State == "kept",
        one.Call.Consult?.Whom, one.Ears);

    private static string Words(string code) => code switch
    {
        "noDesk" => "请先打开座席工作台。 / Open your desk first.",
        "notReadyFirst" => "请先示忙。 / Be not ready first.",
        "listening" => "您正在监听另一个通话。 / You are listening to another call.",
        "phoneDown" => "您的电话未就绪或未接听。 / Your telephone is not up, or was not picked up.",
        "ownCall" => "这是您自己的通话。 / It is your own call.",
        "notListening" => "请先监听这个通话。 / Listen to the call first.",
        "notFree" => "您还有话后处理没有完成。 / You owe a wrap-up.",
        "entry" => "客户正在输入密码，请稍候。 / The customer is keying a PIN.",
        "guiding" => "座席正在指导客户使用电话银行，请稍候。 / The agent guides the customer in the menu.",
        "consulting" => "通话中有第三方，请先加入通话。 / There is a third party in the call; join it instead.",
        "full" => "监听人数已满。 / As many listen as may.",
        _ => "通话已结束。 / The call is over.",
    };
}
