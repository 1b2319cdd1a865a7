using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Records;

namespace TellerLine.Assisted;

/// <summary>How a desk is told why not: at once, each fault at its field, in both languages.</summary>
internal static class DeskAnswers
{
    public static readonly BilingualText
        NobodyKnown = new("还不知道客户是谁，请先识别客户。", "Nobody knows who the customer is; identify first."),
        PinFirst = new("请先让客户输入查询密码（S）。", "Let the customer key the enquiry PIN first (S)."),
        CoreDown = new("核心系统没有应答，请稍后再试。", "The core bank does not answer; try again later.");

    public static ProblemHttpResult Faulty(IReadOnlyList<FieldFault> faults) => Problems.Problem(
        StatusCodes.Status422UnprocessableEntity, "请改正标出的各项。 / Mend the fields that are marked.", "faulty",
        ("faults", faults));

    public static ProblemHttpResult Refused(string code, BilingualText why) => Problems.Problem(
        StatusCodes.Status409Conflict, $"{why.Zh} / {why.En}", code, ("why", why));
}
