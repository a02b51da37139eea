using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>The adjoint that the reverse sweep starts from at one result: a value, or what is added to the adjoint storage that it is given.</summary>
internal sealed class Seed
{
    public Seed(Expression scalar) => Scalar = scalar;

    public Seed(Func<Expression, IEnumerable<Statement>> storage) => Storage = storage;

    /// <summary>The adjoint of a real result.</summary>
    public Expression? Scalar { get; }

    /// <summary>For storage: the statements that add the adjoint of its final content.</summary>
    public Func<Expression, IEnumerable<Statement>>? Storage { get; }
}
