using static Ledger.Domain.MassPayments.MassPaymentMove;
using static Ledger.Domain.MassPayments.MassPaymentState;

namespace Ledger.Domain.MassPayments;

/// <summary>The one table of the states of a mass payment and of the moves between them (P4).</summary>
public static class MassPaymentLifecycle
{
    private static readonly Dictionary<(MassPaymentMove Move, MassPaymentState From), MassPaymentState[]> Moves = new()
    {
        [(Modify, Entered)] = [Entered],
        // What was authorised and is changed on the authorisation screen must be authorised again.
        [(Modify, Authorized)] = [Entered],
        [(Authorize, Entered)] = [Authorized],
        [(Withdraw, Authorized)] = [Entered],
        // Entered ones are left over from before the parameter was switched off; nobody could authorise them any more.
        [(PayPartly, Entered)] = [PartlyPaid],
        [(PayPartly, Authorized)] = [PartlyPaid],
        [(PayPartly, PartlyPaid)] = [PartlyPaid],
        [(PayAll, Entered)] = [Paid],
        [(PayAll, Authorized)] = [Paid],
        [(PayAll, PartlyPaid)] = [Paid],
        [(AnnulPartly, Paid)] = [PartlyPaid],
        [(AnnulPartly, PartlyPaid)] = [PartlyPaid],
        [(AnnulAll, Paid)] = [Entered, Authorized],
        [(AnnulAll, PartlyPaid)] = [Entered, Authorized],
        [(Delete, Entered)] = [],
        [(Delete, Authorized)] = [],
        [(Delete, PartlyPaid)] = [],
        [(Delete, Paid)] = [],
    };

    /// <summary>The state a mass payment is born in: entered when somebody else must authorise it, else authorised (P4).</summary>
    public static MassPaymentState Birth(bool authorizesMassPayments) => authorizesMassPayments ? Entered : Authorized;

    /// <summary>True when the move is possible from a state, whatever further conditions it has.</summary>
    public static bool Allows(MassPaymentMove move, MassPaymentState from) => Moves.ContainsKey((move, from));

    /// <summary>True when the move leads from one state to the other.</summary>
    public static bool Allows(MassPaymentMove move, MassPaymentState from, MassPaymentState to) =>
        Moves.TryGetValue((move, from), out var targets) && targets.Contains(to);

    /// <summary>Where the move leads; the parameter decides where an annulment leads (P11).</summary>
    /// <exception cref="DomainException">The move is not possible from the state.</exception>
    public static MassPaymentState Next(MassPaymentMove move, MassPaymentState from, bool authorizesMassPayments)
    {
        if (!Moves.TryGetValue((move, from), out var targets) || targets.Length == 0)
        {
            throw MassPaymentRefusals.WrongState(move, from);
        }

        return targets.Length == 1 ? targets[0] : Birth(authorizesMassPayments);
    }
}
