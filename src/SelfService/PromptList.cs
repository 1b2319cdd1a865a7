using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Definitions;

namespace TellerLine.SelfService;

/// <summary>A recording of the bank's in the place of the one that came with the program.</summary>
/// <param name="Language">zh-CN, en, or music.</param>
/// <param name="Recording">Its hash (<see cref="UploadedRecording.Hash"/>).</param>
/// <param name="Text">What it says, where that is not what ours says.</param>
/// <param name="Speaker">Whose voice it is.</param>
/// <param name="Synthetic">No person spoke it: to be told apart (rules on synthetic speech).</param>
public sealed record PromptRecording(
    string Prompt, string Language, string Recording, string? Text, string Speaker, bool Synthetic);

/// <summary>The kind <c>prompts</c>: what callers hear in the bank's own recordings.</summary>
public sealed record PromptList(IReadOnlyList<PromptRecording> Recordings)
{
    public static readonly DefinitionKind<PromptList> Kind = new("prompts", "语音提示", "Prompts")
    {
        Edit = SelfServicePermissions.EditPrompts,
        Schema = WithNames(Menus.Text("prompts.schema.json")),
        Shipped = [new(DefinitionKeys.Main, "语音提示", "Prompts", Menus.Text("prompts.yaml"))],
        Read = DefinitionReader.As<PromptList>((list, services) => list.Faults(
            services.GetRequiredService<PromptLibrary>(), services.GetRequiredService<Recordings>())),
    };

    private IEnumerable<DefinitionFault> Faults(PromptLibrary library, Recordings recordings)
    {
        HashSet<(string, string)> taken = [];
        for (var i = 0; i < Recordings.Count; i++)
        {
            var one = Recordings[i];
            if (library.Find(one.Language, one.Prompt) is null)
                yield return new(
                    $"/recordings/{i}/prompt", $"{one.Language} 没有提示音 {one.Prompt}",
                    $"there is no prompt {one.Prompt} in {one.Language}");
            else if (!taken.Add((one.Language, one.Prompt)))
                yield return new(
                    $"/recordings/{i}/prompt", $"{one.Language} 的 {one.Prompt} 出现两次",
                    $"{one.Prompt} stands twice in {one.Language}");
            if (AskedSecrets.In(one.Text ?? "") && !AskedSecrets.In(Ours(library, one)))
                yield return new(
                    $"/recordings/{i}/text", "只有密码输入环节的提示音可以请客户输入密码",
                    "only the prompts of the PIN entry ask for a PIN");
            if (recordings.Find(one.Recording) is null)
                yield return new(
                    $"/recordings/{i}/recording", "该录音尚未上传", "there is no such recording: upload it first");
            else if (recordings.Fault(one.Recording) is { } fault)
                yield return new($"/recordings/{i}/recording", $"录音不可用：{fault}", $"the recording {fault}");
        }
    }

    /// <returns>What our own prompt of that name says; empty: there is none.</returns>
    private static string Ours(PromptLibrary library, PromptRecording one) =>
        SelfServiceWords.Shipped(library).Prompts.GetValueOrDefault(one.Prompt) is not { } words ? ""
        : one.Language == Languages.Chinese ? words.Zh : words.En;

    /// <summary>The form offers every prompt by its words.</summary>
    private static string WithNames(string schema)
    {
        var all = SelfServiceWords.Shipped(new PromptLibrary(new SelfServiceOptions())).Prompts;
        var root = JsonNode.Parse(schema)!;
        var prompt = root["properties"]!["recordings"]!["items"]!["properties"]!["prompt"]!.AsObject();
        string[] names = [.. all.Keys, PromptNames.HoldMusic];
        prompt["enum"] = new JsonArray([.. names.Select(name => (JsonNode)name)]);
        prompt["x-words"] = JsonSerializer.SerializeToNode(
            names.ToDictionary(
                name => name,
                name => all.GetValueOrDefault(name) is { } words
                    ? new BilingualText($"{words.Zh} · {name}", $"{words.En} · {name}")
                    : new BilingualText($"等待音乐 · {name}", $"Music on hold · {name}")),
            JsonSerializerOptions.Web);
        return root.ToJsonString();
    }
}
