using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

// break, continue and return while they are still jumps: each leaves a labelled block at its end. JumpElimination makes them structured.

/// <summary>
/// The end of a labelled block. The flag tells, where something has to ask, whether it was jumped to; in that case it is <see cref="Jumped"/>.
/// </summary>
internal sealed class Label(Variable flag, bool jumped)
{
    public Variable Flag => flag;

    public bool Jumped => jumped;

    /// <summary>Whether control is still on its way, as a condition.</summary>
    public Expression IsOpen => jumped ? new Apply(Primitive.Not, ValueType.Boolean, flag) : flag;

    /// <summary>Whether some condition asks for the flag.</summary>
    public bool IsAsked { get; set; }
}

internal sealed record Jump(Label Target) : Statement;

internal sealed record Labelled(Label Label, Block Body) : Statement;
