using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>Puts the tangent statements of one or more directions beside the primal's.</summary>
internal sealed class TangentStatements(IReadOnlyList<Tangents> directions, VariableSource variables)
{
    /// <summary>What is active is so for all directions.</summary>
    private readonly Tangents first = directions[0];
    private readonly CallTangents calls = new(directions, variables);

    public void Transform(Statement statement, List<Statement> output)
    {
        if (first.SecondDerivativeIn(statement) is { } callee) throw new RefusedException(Refusal.Call, CallTangents.NoSecondDerivative(callee));
        Variable? given = (statement as Declare)?.Variable;
        switch (statement)
        {
            case var _ when Activity.CallOf(statement) is { } call && calls.IsActive(given, call):
                calls.Transform(given, call, output);
                break;
            case Declare declare:
                output.Add(declare);
                if (first.IsActive(declare.Variable)) output.AddRange(directions.Select(tangents => TangentOf(declare, tangents)));
                break;
            case Assign assign when first.IsActive(assign.Target):
                Transform(assign, output);
                break;
            case Fill fill when first.IsActive(fill.Storage):
                output.Add(fill);
                output.AddRange(directions.Select(tangents => new Fill(tangents.OfPlace(fill.Storage), TangentOfAtom(fill.Value, fill.Storage, tangents))));
                break;
            case Copy copy when first.IsActive(copy.Target):
                output.Add(copy);
                output.AddRange(directions.Select(tangents => TangentOf(copy, tangents)));
                break;
            case Push push when first.IsActive(push.Stack):
                output.Add(push);
                output.AddRange(directions.Select(tangents => new Push(tangents.Of(push.Stack), TangentOfAtom(push.Value, push.Value, tangents))));
                break;
            case Pop pop when first.IsActive(pop.Stack):
                output.Add(pop);
                output.AddRange(directions.Select(tangents => new Pop(tangents.Of(pop.Stack), tangents.Of(pop.Target))));
                break;
            case If { IsGuard: true } guard:
                TransformGuard(guard, output);
                break;
            default:
                output.Add(statement.Map(expression => expression, Transform));
                break;
        }
    }

    /// <summary>
    /// The product in <c>xBar += yBar == 0 ? 0 : yBar * partial</c> is zero where <c>yBar</c> is, but its derivative is only if that of <c>yBar</c> is zero, too.
    /// </summary>
    private void TransformGuard(If guard, List<Statement> output)
    {
        List<Statement> tangents = [.. Transform(guard.Then).Statements.Except(guard.Then.Statements)];
        output.Add(guard);
        if (tangents.Count == 0) return;
        Expression condition = guard.Condition.DescendantsAndSelf().OfType<Apply>().Where(test => test.Primitive == Primitive.Equal)
            .Select(test => test.Operands[0]).Where(first.IsActive).SelectMany(tested => directions.Select(tangent => tangent.OfPlace(tested)))
            .Aggregate(guard.Condition, (all, tangent) => new Apply(
                Primitive.AndAlso, ValueType.Boolean, all, new Apply(Primitive.Equal, ValueType.Boolean, tangent, Constant.RealOf(0, tangent.Type))));
        output.Add(new If(condition, new Block(tangents.ToEquatableArray()), Block.Empty) { IsGuard = true });
    }

    private Block Transform(Block block)
    {
        var output = new List<Statement>();
        foreach (Statement statement in block.Statements) Transform(statement, output);
        return new Block(output.ToEquatableArray());
    }

    private static Declare TangentOf(Declare declare, Tangents tangents)
    {
        Variable variable = declare.Variable;
        Expression? tangent = declare.Value is null ? null
            : variable.Type is StorageType ? tangents.OfStorage(declare.Value, variable)
            : OfReal(declare.Value, variable, tangents);
        return new Declare(tangents.Of(variable), tangent);
    }

    private static Statement TangentOf(Copy copy, Tangents tangents)
    {
        Expression target = tangents.OfPlace(copy.Target);
        if (tangents.IsActive(copy.Source)) return new Copy(tangents.OfPlace(copy.Source), target);
        var zeroed = new View(target, new StorageType(StorageKind.Span, ((StorageType)target.Type).Element), Constant.Of(0),
            new Apply(Primitive.Length, ValueType.Int32, copy.Source));
        return new Fill(zeroed, Constant.ZeroOf(zeroed.Memory.Element));
    }

    private static Expression TangentOfAtom(Expression value, Expression holder, Tangents tangents) =>
        value.Type is StorageType ? tangents.OfStorage(value, holder) : OfReal(value, value, tangents);

    private static Expression OfReal(Expression value, Expression result, Tangents tangents) => tangents.OfReal(value, result) ?? Constant.ZeroOf(value.Type);

    private void Transform(Assign assign, List<Statement> output)
    {
        if (assign.Target.Type is StorageType)
        {
            var named = directions.Select(tangents =>
                new Assign(tangents.OfPlace(assign.Target), AssignmentKind.Set, tangents.OfStorage(assign.Value, assign.Target)));
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
        Expression? tangent = first.OfReal(assign.Value, placeholder);
        if (tangent is not null && tangent.DescendantsAndSelf().Contains(placeholder))
        {
            Variable result = variables.New(((Apply)assign.Value).Primitive.LocalName, assign.Value.Type, Role.Temporary);
            output.Add(new Declare(result, assign.Value));
            List<Statement> statements = [.. Tangent(assign, result)];
            InOrder(assign with { Value = result }, statements, overwrites, output);
            return;
        }

        InOrder(assign, Tangent(assign, placeholder), overwrites, output);
    }

    private IEnumerable<Statement> Tangent(Assign assign, Expression result) =>
        directions.Select(tangents => Tangent(assign, result, tangents)).OfType<Statement>();

    private static Assign? Tangent(Assign assign, Expression result, Tangents tangents)
    {
        Expression? tangent = tangents.OfReal(assign.Value, result);
        if (tangent is null && assign.Kind != AssignmentKind.Set) return null;
        Expression place = tangents.OfPlace(assign.Target);
        if (assign.Kind == AssignmentKind.Set || tangent is not Apply { Primitive.Name: "neg" } negated)
            return new Assign(place, assign.Kind, tangent ?? Constant.RealOf(0, assign.Value.Type));
        AssignmentKind opposite = assign.Kind == AssignmentKind.Add ? AssignmentKind.Subtract : AssignmentKind.Add;
        return new Assign(place, opposite, negated.Operands[0]);
    }

    private static void InOrder(Statement primal, IEnumerable<Statement> tangents, bool tangentFirst, List<Statement> output)
    {
        if (tangentFirst) output.AddRange(tangents);
        output.Add(primal);
        if (!tangentFirst) output.AddRange(tangents);
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
