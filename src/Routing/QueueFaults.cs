using TellerLine.Definitions;

namespace TellerLine.Routing;

/// <summary>What is wrong with a queue, each fault at its place.</summary>
internal sealed class QueueFaults(QueueList all, SkillList skills, string at)
{
    public IEnumerable<DefinitionFault> Of(DefinedQueue queue) =>
    [
        .. Skills(queue.Demands, $"{at}/demands"), .. Channel(queue), .. queue.Relax.SelectMany((step, i) =>
            Step(queue, step, i)), .. queue.Overload.SelectMany((rule, i) => Overload(queue, rule, i)),
    ];

    private IEnumerable<DefinitionFault> Channel(DefinedQueue queue)
    {
        if (queue.Channel != RoutingPlan.Voice && all.Channels.All(channel => channel.Code != queue.Channel))
        {
            yield return new(
                $"{at}/channel", $"没有渠道 {queue.Channel}",
                $"there is no channel {queue.Channel}; expected {RoutingPlan.Voice} or one of /channels");
        }
    }

    private IEnumerable<DefinitionFault> Step(DefinedQueue queue, DefinedStep step, int i)
    {
        var place = $"{at}/relax/{i}";
        if (i > 0 && step.AfterSeconds <= queue.Relax[i - 1].AfterSeconds)
        {
            yield return new(
                $"{place}/afterSeconds", "必须晚于前一步", $"must be more than {queue.Relax[i - 1].AfterSeconds}");
        }
        if (step is { Demands: null, OverflowTo: null, DropsOwn: false })
        {
            yield return new(
                place, "这一步没有放宽任何要求", "this step relaxes nothing: expected demands, overflowTo or dropsOwn");
        }
        foreach (var fault in Skills(step.Demands ?? [], $"{place}/demands"))
            yield return fault;
        foreach (var (name, k) in (step.OverflowTo ?? []).Select((name, k) => (name, k)))
        {
            foreach (var fault in Another(queue, name, $"{place}/overflowTo/{k}"))
                yield return fault;
        }
    }

    private IEnumerable<DefinitionFault> Overload(DefinedQueue queue, DefinedOverload rule, int i)
    {
        var place = $"{at}/overload/{i}";
        if (rule is { Waiting: null, ExpectedSeconds: null, HeldSeconds: null })
        {
            yield return new(
                place, "缺少触发条件", "no bound: expected waiting, expectedSeconds or heldSeconds");
        }
        if (rule.Instead == "otherQueue")
        {
            foreach (var fault in Another(queue, rule.ToQueue ?? "", $"{place}/toQueue"))
                yield return fault;
        }
        else if (rule.ToQueue is not null)
        {
            yield return new(
                $"{place}/toQueue", "只有转到其他队列时才填写", "is only for what goes to another queue");
        }
    }

    private IEnumerable<DefinitionFault> Another(DefinedQueue queue, string name, string place)
    {
        if (name == queue.Code)
            yield return new(place, "不能是本队列", "must be another queue");
        else if (all.Find(name) is not { } other)
            yield return new(place, $"没有队列 {name}", $"there is no queue {name}");
        else if (other.Channel != queue.Channel)
            yield return new(place, $"队列 {name} 属于其他渠道", $"queue {name} is of another channel");
    }

    private IEnumerable<DefinitionFault> Skills(IReadOnlyList<DefinedDemand> demands, string place) =>
        demands.Select((demand, i) => (demand, i)).Where(each => !skills.Knows(each.demand.Skill)).Select(
            each => new DefinitionFault(
                $"{place}/{each.i}/skill", $"没有技能 {each.demand.Skill}",
                $"there is no skill {each.demand.Skill}"));
}
