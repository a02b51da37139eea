using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus;

/// <summary>Directions that take together every column of one colour: column j has colour j mod the number of colours.</summary>
internal static class Colouring
{
    /// <param name="direction">Storage of rank one, all zero before and after.</param>
    /// <param name="colours">How many there are, at least one.</param>
    /// <param name="variables">Makes the counters.</param>
    /// <param name="body">What is done along each direction, given the colour.</param>
    public static IEnumerable<Statement> Of(Variable direction, int colours, VariableSource variables, Func<Expression, IEnumerable<Statement>> body)
    {
        ValueType real = ((StorageType)direction.Type).Element;
        if (colours == 1)
        {
            return [new Fill(direction, Constant.RealOf(1, real)), .. body(Constant.Of(0)), new Fill(direction, Constant.RealOf(0, real))];
        }

        Variable colour = variables.New("colour", ValueType.Int32, Role.Source);
        IEnumerable<Statement> statements = [Set(1), .. body(colour), Set(0)];
        return [new For(colour, Constant.Of(0), Constant.Of(colours), false, 1, new Block(statements.ToEquatableArray()))];

        Statement Set(double value) => OfColour(colour, Length(direction), colours, variables, j =>
            [new Assign(new Element(direction, j), AssignmentKind.Set, Constant.RealOf(value, real))]);
    }

    /// <summary>A loop over the columns of a colour.</summary>
    public static For OfColour(Expression colour, Expression limit, int colours, VariableSource variables, Func<Variable, IEnumerable<Statement>> body)
    {
        Variable column = variables.New("j", ValueType.Int32, Role.Source);
        return new For(column, colour, limit, false, colours, new Block(body(column).ToEquatableArray()));
    }

    public static Expression Length(Variable storage) => new Apply(Primitive.Length, ValueType.Int32, storage);
}
