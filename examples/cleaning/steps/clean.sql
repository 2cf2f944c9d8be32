-- One row for each order, with its customer's country.
create temp table newest as
select * replace (case when weight_g between 1 and 30000 then weight_g end as weight_g)
from orders
where regexp_full_match(order_id, 'A\d{1,2}')
-- The columns after updated_at decide between rows of one instant, so that the order of the rows does not.
qualify row_number() over (
  partition by order_id
  order by updated_at desc nulls last, ordered_on, amount, weight_g, customer_id
) = 1;

-- One row for each customer, so that the join adds none.
create temp table countries as
select customer_id, min(country) filter (country in ('DE', 'FR', 'PL')) as country
from customers
group by customer_id;

select
  order_id,
  coalesce(try_strptime(ordered_on, '%Y-%m-%d'), try_strptime(ordered_on, '%d/%m/%Y'))::date as ordered_on,
  try_cast(replace(amount, ',', '.') as double) as amount,
  coalesce(weight_g, round(avg(weight_g) over ())) as weight_g,
  country,
  updated_at
from newest
left join countries using (customer_id);
