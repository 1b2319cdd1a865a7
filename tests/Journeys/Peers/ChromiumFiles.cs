using System.Text.Json.Nodes;

namespace TellerLine.Journeys.Peers;

/// <summary>Files that a page takes and gives.</summary>
internal sealed partial class Chromium
{
    /// <summary>Files chosen in a field for them, as in the system's own dialog.</summary>
    public async Task Choose(string testId, params string[] paths)
    {
        await Until($"document.querySelector('[data-testid=\"{testId}\"]')");
        var field = await Call("Runtime.evaluate", new JsonObject
        {
            ["expression"] = $"document.querySelector('[data-testid=\"{testId}\"]')",
        });
        await Call("DOM.setFileInputFiles", new JsonObject
        {
            ["files"] = new JsonArray([.. paths.Select(path => (JsonNode)path)]),
            ["objectId"] = field["result"]!["objectId"]!.DeepClone(),
        });
    }

    /// <summary>What the page downloads goes to that folder.</summary>
    public Task DownloadTo(string folder) => Call("Browser.setDownloadBehavior", new JsonObject
    {
        ["behavior"] = "allow", ["downloadPath"] = folder,
    });
}
