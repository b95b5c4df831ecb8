namespace Ledger.Domain.Tests;

/// <summary>Asserts on refusals.</summary>
public static class Refusal
{
    public static async Task<DomainException> ShouldRefuseAsync(this Func<Task> act, string code)
    {
        var thrown = await act.Should().ThrowAsync<DomainException>();
        thrown.Which.Code.Should().Be(code);
        return thrown.Which;
    }
}
