using System.Text.Json.Nodes;
using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Tests.Execution;

/// <summary>The hash is Elsa's (elsa-semantics.md §9.2).</summary>
[Trait("row", "W4")]
public sealed class BookmarkHashTests
{
    [Fact]
    public void Compute_EventGo_IsTheHashThatElsaComputes() =>
        BookmarkHash.Compute("Elsa.Event", new JsonObject { ["EventName"] = "go" })
            .Should().Be("159229920F1B8E88A347E7913C7E80335871012CD3591E65E681A2DEC4EAA1F4");

    [Fact]
    public void Compute_NullMember_IsLeftOut() =>
        BookmarkHash.Compute("n", new JsonObject { ["A"] = 1, ["B"] = null })
            .Should().Be(BookmarkHash.Compute("n", new JsonObject { ["A"] = 1 }));

    [Fact]
    public void Compute_TextPayload_IsTakenAsItIs() =>
        BookmarkHash.Compute("n", JsonValue.Create("p")).Should().Be(BookmarkHash.Compute("n|p", null));

    [Fact]
    public void Compute_WithExecution_IsAnother() =>
        BookmarkHash.Compute("n", null, "7-1").Should().NotBe(BookmarkHash.Compute("n", null));
}
