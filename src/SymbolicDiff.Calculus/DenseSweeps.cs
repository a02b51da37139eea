using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus;

/// <summary>All entries of a Jacobian by forward mode, column by column: the loops over the unit directions run eight of them at a time (<see cref="Directions"/>).</summary>
internal static class DenseSweeps
{
    /// <param name="sweeps">The method and its tangents.</param>
    /// <param name="independents">The parameters to differentiate with respect to.</param>
    /// <param name="variables">Makes variables that differ from the function's.</param>
    /// <param name="entry">What is done with an entry.</param>
    public static IEnumerable<Statement> Statements(
        TangentSweeps sweeps, IReadOnlyList<Variable> independents, VariableSource variables, Func<JacobianEntry, Statement> entry)
    {
        var layout = new RowMajorLayout(variables);
        return sweeps.From(independents.SelectMany(variable => variable.Type is StorageType
            ? [Directions.Over(variable, sweeps.DirectionOf(variable), variables, column => Sweep(variable, column))]
            : Sweep(variable, Constant.Of(0))));

        IEnumerable<Statement> Sweep(Variable variable, Expression column) => sweeps.Sweep(variable, tangents => tangents.SelectMany((tangent, output) => tangent.Type.IsReal
            ? [entry(new JacobianEntry(output, Constant.Of(0), variable, column, tangent))]
            : layout.Over(tangent, "rst", (element, row) => [entry(new JacobianEntry(output, row, variable, column, element))])), isAlone: true);
    }
}
