using System.Text.Json.Nodes;
using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// A customer with a telephone in a call: hears what a node asks for, once after the other, and presses keys.
/// </summary>
internal sealed class Customer(CentreUnderTest centre, string contact, Func<char, Task> press)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(40);

    private int _heard;

    public string Contact => contact;

    public static async Task<Customer> Calls(CentreUnderTest centre, Baresip phone) =>
        new(centre, await Journey.Dial(centre, phone), phone.Press);

    /// <summary>Waits for the next time the prompts of a node are spoken.</summary>
    /// <returns>The prompts' names.</returns>
    public async Task<IReadOnlyList<string>> Hears(string node)
    {
        var all = await Patience.Until(
            () => centre.Events("contact.prompted", contact), spoken => At(spoken, node) >= 0, Bound);
        var at = At(all, node);
        Assert.True(at >= 0, $"{node} is not asked for\n{centre.Story()}\n{centre.Output}");
        _heard = at + 1;
        return [.. all[at]["prompts"]!.AsArray().Select(p => (string)p!)];
    }

    /// <summary>Waits for a node's prompts, then presses.</summary>
    public async Task<IReadOnlyList<string>> Keys(string node, string keys)
    {
        var prompts = await Hears(node);
        foreach (var key in keys)
            await press(key);
        return prompts;
    }

    public Task<JsonNode> Sees(string kind, Func<JsonNode, bool>? wanted = null) =>
        Journey.Of(centre, contact, kind, wanted);

    private int At(IReadOnlyList<JsonNode> spoken, string node)
    {
        for (var i = _heard; i < spoken.Count; i++)
            if ((string?)spoken[i]["node"] == node)
                return i;
        return -1;
    }
}
