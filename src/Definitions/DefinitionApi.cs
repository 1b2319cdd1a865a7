using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TellerLine.Access;
using TellerLine.Definitions.Core;
using TellerLine.Kernel;
using TellerLine.Signatures;

namespace TellerLine.Definitions;

/// <param name="Key">1 to 40 letters, digits and hyphens.</param>
/// <param name="Yaml">Null: the kind's first document is its pattern.</param>
public sealed record NewDefinition(string Key, BilingualText Name, string? Yaml, string? Why);

/// <param name="BasedOn">The version it begins as: the one in force to change it, an older one to go back to
/// it.</param>
/// <param name="Yaml">A file to begin with instead.</param>
public sealed record NewDraft(int? BasedOn, string? Yaml, string? Why);

/// <param name="WantedAt">In force from then on; null: as soon as it is approved.</param>
public sealed record DraftText(long RowVersion, string Yaml, string? Why, DateTimeOffset? WantedAt);

/// <param name="Reason">For refusing and withdrawing.</param>
public sealed record VersionCommand(long RowVersion, string? Reason);

/// <param name="Secret">The password again: who approves signs.</param>
public sealed record ApproveVersion(long RowVersion, string? Secret);

/// <param name="Key">The document's; null: <c>main</c>.</param>
public sealed record CheckText(string Yaml, string? Key = null);

/// <summary><c>/api/definitions</c>: what the bank decides as data.</summary>
internal static partial class DefinitionApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/definitions").WithTags("Definitions")
            .RequirePermission(DefinitionsPermissions.See);
        api.MapGet("", (DefinitionQueries queries, HttpContext http, CancellationToken ct) =>
            queries.All(http.User, ct)).WithName("listDefinitions");
        api.MapPost("/{kind}", Create).WithName("createDefinition")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPost("/{kind}/check", Check).WithName("checkDefinition");
        var one = api.MapGroup("/{kind}/{key}");
        one.MapGet("", Detail).WithName("getDefinition");
        one.MapPost("/versions", Draft).WithName("draftDefinition")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict);
        one.MapGet("/versions/{version:int}", Text).WithName("getDefinitionVersion");
        one.MapGet("/versions/{version:int}/file", File).WithName("exportDefinition")
            .Produces<string>(contentType: "application/yaml");
        one.MapPut("/versions/{version:int}", Write).WithName("writeDefinition")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        Command(one, "submit", _ => new LifeCommand.Submit(), edits: true);
        Command(one, "takeBack", _ => new LifeCommand.TakeBack(), edits: true);
        Command(one, "withdraw", c => new LifeCommand.Withdraw(c.Reason ?? ""), edits: true);
        Command(one, "refuse", c => new LifeCommand.Refuse(c.Reason ?? ""), edits: false);
        one.MapPost("/versions/{version:int}/approve", Approve).WithName("approveDefinition")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private static void Command(
        RouteGroupBuilder one, string verb, Func<VersionCommand, LifeCommand> of, bool edits) =>
        one.MapPost($"/versions/{{version:int}}/{verb}", async (
            string kind, string key, int version, VersionCommand command, HttpContext http, DefinitionRecords records,
            DefinitionQueries queries, CancellationToken ct) =>
            queries.Kind(kind) is not { } known
                ? TypedResults.NotFound()
                : !http.User.May(edits ? known.Edit : DefinitionsPermissions.Approve)
                    ? NotYours()
                    : Answer(
                        await records.Apply(
                            kind, key, version, command.RowVersion, of(command), null, http.User.Number(), ct),
                        queries))
        .WithName($"{verb}Definition")
        .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Results<Ok<DefinitionVersionView>, NotFound, ProblemHttpResult>> Approve(
        string kind, string key, int version, ApproveVersion command, HttpContext http, DefinitionRecords records,
        DefinitionQueries queries, ISigning signing, CancellationToken ct)
    {
        if (queries.Kind(kind) is null)
            return TypedResults.NotFound();
        if (!http.User.May(DefinitionsPermissions.Approve))
            return NotYours();
        return await signing.Prove(http.User, command.Secret, ct) switch
        {
            SigningProof.Given proof => Answer(
                await records.Approve(kind, key, version, command.RowVersion, proof, ct), queries),
            SigningProof.Refused refused => refused.Answer(),
            _ => throw new InvalidOperationException("A proof is one of two."),
        };
    }

    private static async Task<Results<Ok<DefinitionVersionView>, NotFound, ProblemHttpResult>> Create(
        string kind, NewDefinition command, HttpContext http, DefinitionRecords records, DefinitionQueries queries,
        CancellationToken ct)
    {
        if (queries.Kind(kind) is not { Open: true } known)
            return TypedResults.NotFound();
        if (!http.User.May(known.Edit))
            return NotYours();
        if (command.Key is null || !KeyForm().IsMatch(command.Key))
            return Problems.Refused(
                "编号不正确 / The key is wrong", "1–40 lower-case letters, digits and hyphens", "badKey", 422);
        if (!IsName(command.Name?.Zh) || !IsName(command.Name?.En))
            return Problems.Refused("名称不正确 / The name is wrong", "1–60 characters in both languages", "badName", 422);
        if (TooLong(command.Yaml, command.Why) is { } refused)
            return refused;
        return Answer(
            await records.Create(
                known, command.Key, command.Name!.Zh, command.Name.En, command.Yaml ?? known.Shipped[0].Yaml,
                command.Why ?? "", http.User.Number(), ct),
            queries);
    }

    private static Results<Ok<IReadOnlyList<DefinitionFault>>, NotFound> Check(
        string kind, CheckText text, DefinitionsInForce inForce) =>
        inForce.CheckOf(kind) is { } check ? TypedResults.Ok(
            check.Faults(text.Yaml ?? "", text.Key ?? DefinitionKeys.Main)) : TypedResults.NotFound();

    private static async Task<Results<Ok<DefinitionDetail>, NotFound>> Detail(
        string kind, string key, HttpContext http, DefinitionQueries queries, CancellationToken ct) =>
        queries.Kind(kind) is { } known && await queries.One(known, key, http.User, ct) is { } detail
            ? TypedResults.Ok(detail)
            : TypedResults.NotFound();

    private static async Task<Results<Ok<DefinitionVersionView>, NotFound, ProblemHttpResult>> Draft(
        string kind, string key, NewDraft command, HttpContext http, DefinitionRecords records,
        DefinitionQueries queries, CancellationToken ct)
    {
        if (queries.Kind(kind) is not { } known)
            return TypedResults.NotFound();
        if (!http.User.May(known.Edit))
            return NotYours();
        if (TooLong(command.Yaml, command.Why) is { } refused)
            return refused;
        return Answer(
            await records.Draft(
                kind, key, command.BasedOn, command.Yaml, command.Why ?? "", http.User.Number(), ct), queries);
    }

    private static async Task<Results<Ok<DefinitionTextView>, NotFound>> Text(
        string kind, string key, int version, DefinitionQueries queries, CancellationToken ct, int? against = null) =>
        await queries.Text(kind, key, version, against, ct) is { } text
            ? TypedResults.Ok(text)
            : TypedResults.NotFound();

    private static async Task<Results<FileContentHttpResult, NotFound>> File(
        string kind, string key, int version, DefinitionQueries queries, CancellationToken ct) =>
        await queries.Yaml(kind, key, version, ct) is { } yaml
            ? TypedResults.File(Encoding.UTF8.GetBytes(yaml), "application/yaml", $"{kind}.{key}.{version}.yaml")
            : TypedResults.NotFound();

    private static async Task<Results<Ok<DefinitionSaved>, NotFound, ProblemHttpResult>> Write(
        string kind, string key, int version, DraftText text, HttpContext http, DefinitionRecords records,
        DefinitionQueries queries, DefinitionsInForce inForce, CancellationToken ct)
    {
        if (queries.Kind(kind) is not { } known)
            return TypedResults.NotFound();
        if (!http.User.May(known.Edit))
            return NotYours();
        if (text.Yaml is null)
            return BadText();
        if (TooLong(text.Yaml, text.Why) is { } refused)
            return refused;
        var command = new LifeCommand.Write(
            text.Why ?? "", text.WantedAt is { } at ? Clock.ToUs(at) : null);
        return await records.Apply(
            kind, key, version, text.RowVersion, command, text.Yaml, http.User.Number(), ct) switch
        {
            DefinitionOutcome.Done done => TypedResults.Ok(
                new DefinitionSaved(queries.View(done.Row), inForce.CheckOf(kind)!.Faults(text.Yaml, key))),
            DefinitionOutcome.Conflict conflict => Problems.Conflict(conflict.What),
            DefinitionOutcome.Refused unfit => Refused(unfit.Reason),
            _ => TypedResults.NotFound(),
        };
    }

    private static Results<Ok<DefinitionVersionView>, NotFound, ProblemHttpResult> Answer(
        DefinitionOutcome outcome, DefinitionQueries queries) => outcome switch
        {
            DefinitionOutcome.Done done => TypedResults.Ok(queries.View(done.Row)),
            DefinitionOutcome.Conflict conflict => Problems.Conflict(conflict.What),
            DefinitionOutcome.Refused refused => Refused(refused.Reason),
            DefinitionOutcome.Taken => Problems.Refused("编号已被使用 / The key is taken", null, "keyTaken", 409),
            DefinitionOutcome.Open open => Problems.Problem(
                409, "已有未完成的草稿 / There is a draft already", "draftOpen", ("version", open.Version),
                ("author", open.Author)),
            _ => TypedResults.NotFound(),
        };

    private static ProblemHttpResult NotYours() => Problems.Refused(
        "无权更改此类参数 / Not yours to change", null, "notYours", StatusCodes.Status403Forbidden);

    private static ProblemHttpResult BadText() => Problems.Refused(
        "文档过长或缺失 / The text is missing or too long", $"at most {YamlText.MaxLength} characters", "badText", 422);

    private static ProblemHttpResult? TooLong(string? yaml, string? why) =>
        yaml?.Length > YamlText.MaxLength ? BadText()
        : why?.Length > DefinitionLife.LongestWords ? Refused(LifeRefusal.TooManyWords)
        : null;

    private static ProblemHttpResult Refused(LifeRefusal reason) => Problems.Problem(
        StatusCodes.Status422UnprocessableEntity,
        reason switch
        {
            LifeRefusal.NotBeingWritten => "该版本不在编辑中。 / This version is not being written.",
            LifeRefusal.NotSubmitted => "该版本未提交审批。 / This version has not been submitted.",
            LifeRefusal.OwnWork => "不能审批自己编写或提交的版本。 / Who wrote in it or submitted it does not decide on it.",
            LifeRefusal.HasFaults => "文档有错误，请先改正。 / It has faults; mend them first.",
            LifeRefusal.NothingChanged => "与现行版本内容相同。 / It says what is in force already.",
            LifeRefusal.WhyMissing => "请说明理由。 / Say why.",
            LifeRefusal.TooManyWords => $"理由至多 {DefinitionLife.LongestWords} 字。 / A reason has at most {DefinitionLife.LongestWords} characters.",
            LifeRefusal.TooFarAway => "生效时间不得晚于三年后。 / In force within three years at the latest.",
            _ => "已生效的版本不能撤回，请以新版本替代。 / What is in force is replaced, not withdrawn.",
        },
        EnumWords.Of(reason));

    private static bool IsName(string? text) =>
        text?.Trim().Length is >= 1 and <= 60 && !text.Any(char.IsControl);

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$")]
    private static partial Regex KeyForm();
}
