namespace SymbolicDiff.Calculus;

/// <summary>The derivatives to emit, with the values of the attribute's <c>Emit</c>.</summary>
[Flags]
public enum Emitted
{
    None = 0,
    Gradient = 1,
    Vjp = 2,
    Jvp = 4,
    Jacobian = 8,
    Hessian = 16,
    HessianVectorProduct = 32,
    HessianDiagonal = 64,
    SparseJacobian = 128,
}
