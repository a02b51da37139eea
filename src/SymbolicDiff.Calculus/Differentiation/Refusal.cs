namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>Why a function in the language cannot be differentiated after all.</summary>
public enum Refusal
{
    /// <summary>A span that names different memory in each iteration of a loop, or that is assigned after its declaration, would have to be remembered.</summary>
    ReassignedSpan,

    /// <summary>Storage from outside (a field) is given active values or shares a name with active storage.</summary>
    ActiveExternalStorage,

    /// <summary>The rows of a jagged parameter are replaced.</summary>
    ReplacedRows,

    /// <summary>An operation without a derivative rule.</summary>
    NoRule,

    /// <summary>A call that is differentiated by a reverse derivative does not allow the derivative; the subject says why.</summary>
    Call,

    /// <summary>A derivative that is made for one real result is asked of a function with another number of them.</summary>
    NotOneResult,

    /// <summary>A function that returns nothing writes nothing, either.</summary>
    NoResult,

    /// <summary>A Jacobian of several results needs several reverse sweeps, but the adjoint storage is made beside the primal.</summary>
    RepeatedSweep,

    /// <summary>An array inside a structure or object that the method is given is written.</summary>
    WrittenMember,

    /// <summary>A loop with checkpoints whose segments cannot be run again; the subject says why.</summary>
    Checkpoint,
}

/// <summary>Reports a <see cref="Refusal"/> to whoever asked for the derivative.</summary>
public sealed class RefusedException(Refusal refusal, string subject) : Exception(refusal + ": " + subject)
{
    public Refusal Refusal => refusal;

    /// <summary>The name of the variable or operation that is refused.</summary>
    public string Subject => subject;
}
