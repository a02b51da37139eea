using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>Puts the tangent statements beside the primal's.</summary>
internal sealed class TangentStatements(Tangents tangents, VariableSource variables)
{
    public void Transform(Statement statement, List<Statement> output)
    {
        switch (statement)
        {
            case Declare declare:
                output.Add(declare);
                if (tangents.IsActive(declare.Variable)) output.Add(TangentOf(declare));
                break;
            case Assign assign when tangents.IsActive(assign.Target):
                Transform(assign, output);
                break;
            case Fill fill when tangents.IsActive(fill.Storage):
                output.Add(fill);
                output.Add(new Fill(tangents.OfPlace(fill.Storage), TangentOfAtom(fill.Value, fill.Storage)));
                break;
            case Copy copy when tangents.IsActive(copy.Target):
                output.Add(copy);
                output.Add(TangentOf(copy));
                break;
            case Push push when tangents.IsActive(push.Stack):
                output.Add(push);
                output.Add(new Push(tangents.Of(push.Stack), TangentOfAtom(push.Value, push.Value)));
                break;
            case Pop pop when tangents.IsActive(pop.Stack):
                output.Add(pop);
                output.Add(new Pop(tangents.Of(pop.Stack), tangents.Of(pop.Target)));
                break;
            default:
                output.Add(statement.Map(expression => expression, Transform));
                break;
        }
    }

    private Block Transform(Block block)
    {
        var output = new List<Statement>();
        foreach (Statement statement in block.Statements) Transform(statement, output);
        return new Block(output.ToEquatableArray());
    }

    private Declare TangentOf(Declare declare)
    {
        Variable variable = declare.Variable;
        Expression? tangent = declare.Value is null ? null
            : variable.Type is StorageType ? tangents.OfStorage(declare.Value, variable)
            : OfReal(declare.Value, variable);
        return new Declare(tangents.Of(variable), tangent);
    }

    private Statement TangentOf(Copy copy)
    {
        Expression target = tangents.OfPlace(copy.Target);
        if (tangents.IsActive(copy.Source)) return new Copy(tangents.OfPlace(copy.Source), target);
        var zeroed = new View(target, new StorageType(StorageKind.Span, ((StorageType)target.Type).Element), Constant.Of(0),
            new Apply(Primitive.Length, ValueType.Int32, copy.Source));
        return new Fill(zeroed, Constant.RealOf(0, zeroed.Memory.Element));
    }

    private Expression TangentOfAtom(Expression value, Expression holder) =>
        value.Type is StorageType ? tangents.OfStorage(value, holder) : OfReal(value, value);

    private Expression OfReal(Expression value, Expression result) => tangents.OfReal(value, result) ?? Constant.RealOf(0, value.Type);

    private void Transform(Assign assign, List<Statement> output)
    {
        if (assign.Target.Type is StorageType)
        {
            var named = new Assign(tangents.OfPlace(assign.Target), AssignmentKind.Set, tangents.OfStorage(assign.Value, assign.Target));
            InOrder(assign, named, tangentFirst: Overwrites(assign) && assign.Value is not External, output);
            return;
        }

        bool overwrites = Overwrites(assign);
        if (assign is { Kind: AssignmentKind.Set, Target: Variable target } && !overwrites)
        {
            InOrder(assign, Tangent(assign, target), tangentFirst: false, output);
            return;
        }

        // The target does not hold the value's result while the tangent is computed.
        Variable placeholder = variables.New("result", assign.Value.Type, Role.Temporary);
        Expression? tangent = tangents.OfReal(assign.Value, placeholder);
        if (tangent is not null && tangent.DescendantsAndSelf().Contains(placeholder))
        {
            Variable result = variables.New(((Apply)assign.Value).Primitive.LocalName, assign.Value.Type, Role.Temporary);
            output.Add(new Declare(result, assign.Value));
            Statement? statement = Tangent(assign, result);
            InOrder(assign with { Value = result }, statement, overwrites, output);
            return;
        }

        InOrder(assign, Tangent(assign, placeholder), overwrites, output);
    }

    private Assign? Tangent(Assign assign, Expression result)
    {
        Expression? tangent = tangents.OfReal(assign.Value, result);
        if (tangent is null && assign.Kind != AssignmentKind.Set) return null;
        Expression place = tangents.OfPlace(assign.Target);
        if (assign.Kind == AssignmentKind.Set || tangent is not Apply { Primitive.Name: "neg" } negated)
            return new Assign(place, assign.Kind, tangent ?? Constant.RealOf(0, assign.Value.Type));
        AssignmentKind opposite = assign.Kind == AssignmentKind.Add ? AssignmentKind.Subtract : AssignmentKind.Add;
        return new Assign(place, opposite, negated.Operands[0]);
    }

    private static void InOrder(Statement primal, Statement? tangent, bool tangentFirst, List<Statement> output)
    {
        if (tangentFirst && tangent is not null) output.Add(tangent);
        output.Add(primal);
        if (!tangentFirst && tangent is not null) output.Add(tangent);
    }

    // Whether the assignment changes what its tangent reads: an operand, or a real that an index is computed from.
    private static bool Overwrites(Assign assign)
    {
        if (assign.Target is Variable target) return assign.Value.DescendantsAndSelf().Contains(target);
        return new[] { assign.Target, assign.Value }.SelectMany(expression => expression.DescendantsAndSelf()).OfType<Element>()
            .SelectMany(element => element.Indices).SelectMany(index => index.DescendantsAndSelf())
            .Any(part => part is Element { Type.CarriesReals: true });
    }
}
